package dev.trialstream.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.kafka.AccessRules.Role;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessRulesTest {
    @ParameterizedTest
    @EnumSource
    void a_role_sees_every_topic_and_changes_none_but_its_own(Role role) {
        List<AclBinding> rules = AccessRules.of(role, Topics.STANDARD, "User:CN=x");
        assertThat(rules).doesNotHaveDuplicates().allSatisfy(rule -> {
            assertThat(rule.entry().principal()).isEqualTo("User:CN=x");
            assertThat(rule.pattern().resourceType()).isNotEqualTo(ResourceType.CLUSTER);
            assertThat(rule.pattern().name()).startsWith("trialstream").isNotEqualTo("trialstream.");
            assertThat(rule.entry().operation())
                    .isIn(
                            AclOperation.READ,
                            AclOperation.WRITE,
                            AclOperation.DESCRIBE,
                            AclOperation.DESCRIBE_CONFIGS,
                            AclOperation.CREATE);
        });
        TopicLayout.of(Topics.STANDARD, 4)
                .forEach(
                        topic -> assertThat(names(rules, AclOperation.DESCRIBE)).contains(topic.name()));
        assertThat(names(rules, AclOperation.CREATE))
                .allMatch(name -> role == Role.METRICS && name.equals("trialstream-judge-"));
    }

    @Test
    void only_who_states_facts_writes_the_history_and_only_the_orchestrator_hands_out_work() {
        assertThat(writers(Topics.STANDARD.events())).containsExactly(Role.ORCHESTRATOR, Role.WORKER, Role.IMPORTER);
        assertThat(writers(Topics.STANDARD.dispatch("cpu"))).containsExactly(Role.ORCHESTRATOR);
        assertThat(writers(Topics.STANDARD.decisions()))
                .containsExactly(Role.ORCHESTRATOR, Role.METRICS, Role.IMPORTER);
        assertThat(writers(Topics.STANDARD.best())).containsExactly(Role.METRICS, Role.IMPORTER);
        assertThat(writers(Topics.STANDARD.studies())).containsExactly(Role.PUBLISHER);
        assertThat(writers(Topics.STANDARD.deadLetters())).containsExactly(Role.ORCHESTRATOR);
    }

    @Test
    void names_that_differ_from_process_to_process_are_granted_by_how_they_begin() {
        Topics topics = new Topics("mine.");
        assertThat(AccessRules.of(Role.ORCHESTRATOR, topics, "User:x"))
                .filteredOn(rule -> rule.pattern().patternType() == PatternType.PREFIXED)
                .singleElement()
                .satisfies(rule -> assertThat(rule.pattern().name()).isEqualTo("mine-orchestrator-"));
    }

    private static Stream<Role> writers(String topic) {
        return Stream.of(Role.values())
                .filter(role -> names(AccessRules.of(role, Topics.STANDARD, "User:x"), AclOperation.WRITE)
                        .contains(topic));
    }

    private static List<String> names(List<AclBinding> rules, AclOperation operation) {
        return rules.stream()
                .filter(rule -> rule.entry().operation() == operation)
                .map(rule -> rule.pattern().name())
                .toList();
    }
}
