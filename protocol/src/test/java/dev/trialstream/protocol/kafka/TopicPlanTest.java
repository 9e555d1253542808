package dev.trialstream.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.kafka.TopicLayout.TopicSettings;
import dev.trialstream.protocol.kafka.TopicPlan.Actual;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
    private static final Topics TOPICS = Topics.STANDARD;
    private static final OptionalInt AS_IT_IS = OptionalInt.empty();

    private final Map<String, TopicSettings> topics = TopicLayout.of(TOPICS, 6).stream()
            .collect(Collectors.toMap(TopicSettings::name, topic -> topic, (a, b) -> a, HashMap::new));
    private final Map<String, String> group = new HashMap<>(TopicLayout.SHARE_GROUP);

    @Test
    void of_an_empty_installation_everything_is_missing() {
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, Actual.NOTHING))
                .hasSize(topics.size() + TopicLayout.DEVICES.size() * group.size())
                .contains(new TopicPlan.Missing(
                        new TopicSettings(TOPICS.best(), 4, Map.of("cleanup.policy", "compact")), Durability.of(1)));
    }

    @Test
    void with_three_brokers_topics_have_three_replicas_of_which_two_must_be_in_sync() {
        assertThat(Durability.of(2)).isEqualTo(Durability.of(1));
        Durability durability = Durability.of(3);
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, new Actual(durability, Map.of(), Map.of(), Map.of())))
                .contains(new TopicPlan.Missing(
                        new TopicSettings(TOPICS.best(), 4, Map.of("cleanup.policy", "compact")), durability));

        topics.keySet().forEach(topic -> change(topic, topics.get(topic).partitions(), durability.settings()));
        Map<String, Integer> replicas = new HashMap<>();
        topics.keySet().forEach(topic -> replicas.put(topic, 3));
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, actual(durability, replicas))).isEmpty();

        change(TOPICS.best(), 6, Map.of(Durability.MIN_IN_SYNC, "1"));
        change(TOPICS.events(), 6, Map.of(Durability.MIN_IN_SYNC, "1"));
        replicas.put(TOPICS.events(), 1);
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, actual(durability, replicas)))
                .as("a minimum of two of one replica would end all writing")
                .containsExactly(
                        new TopicPlan.Replicas(TOPICS.events(), 1, 3),
                        new TopicPlan.TopicSetting(TOPICS.best(), Durability.MIN_IN_SYNC, "1", "2"));
    }

    @Test
    void a_size_limit_on_what_is_kept_is_taken_away_also_the_brokers_default() {
        for (String topic : topics.keySet()) {
            if (!topics.get(topic).config().get("cleanup.policy").equals("compact")) {
                change(topic, topics.get(topic).partitions(), Map.of("retention.bytes", "1000000"));
            }
        }
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, actual()))
                .hasSize(8)
                .allSatisfy(difference -> assertThat(difference)
                        .isEqualTo(new TopicPlan.TopicSetting(difference.name(), "retention.bytes", "1000000", "-1")));
    }

    @Test
    void a_whole_one_lacks_nothing_however_many_partitions_its_history_was_made_with() {
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, actual())).isEmpty();
        assertThat(TopicPlan.of(TOPICS, OptionalInt.of(6), actual())).isEmpty();
    }

    @Test
    void a_number_of_partitions_that_differs_is_a_difference_of_its_own() {
        change(TOPICS.decisions(), 3, Map.of());
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, actual()))
                .containsExactly(new TopicPlan.Partitions(TOPICS.decisions(), 3, 6));
    }

    @Test
    void a_history_that_would_be_deleted_is_to_be_kept() {
        change(TOPICS.events(), 6, Map.of("retention.ms", "604800000"));
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, actual()))
                .containsExactly(new TopicPlan.TopicSetting(TOPICS.events(), "retention.ms", "604800000", "-1"));
    }

    @Test
    void what_is_kept_longer_or_may_be_larger_is_left_so() {
        change(TOPICS.deadLetters(), 1, Map.of("retention.ms", "-1"));
        change(TOPICS.workers(), 1, Map.of("retention.ms", "7200000"));
        change(TOPICS.events(), 6, Map.of("max.message.bytes", "99999999"));
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, actual())).isEmpty();
    }

    @Test
    void a_cleanup_policy_and_a_setting_of_the_share_group_are_set_back() {
        change(TOPICS.best(), 6, Map.of("cleanup.policy", "delete"));
        group.put("share.auto.offset.reset", "latest");
        group.remove("share.isolation.level");
        String workers = TopicLayout.workerGroup(TOPICS, TopicLayout.CPU);
        assertThat(TopicPlan.of(TOPICS, AS_IT_IS, actual()))
                .containsExactly(
                        new TopicPlan.TopicSetting(TOPICS.best(), "cleanup.policy", "delete", "compact"),
                        new TopicPlan.GroupSetting(workers, "share.auto.offset.reset", "latest", "earliest"),
                        new TopicPlan.GroupSetting(workers, "share.isolation.level", null, "read_committed"));
    }

    private Actual actual() {
        return actual(Durability.of(1), Map.of());
    }

    private Actual actual(Durability durability, Map<String, Integer> replicas) {
        return new Actual(
                durability,
                topics,
                replicas,
                Map.of(
                        TopicLayout.workerGroup(TOPICS, TopicLayout.CPU),
                        group,
                        TopicLayout.workerGroup(TOPICS, TopicLayout.GPU),
                        TopicLayout.SHARE_GROUP));
    }

    private void change(String topic, int partitions, Map<String, String> config) {
        Map<String, String> changed = new HashMap<>(topics.get(topic).config());
        changed.putAll(config);
        topics.put(topic, new TopicSettings(topic, partitions, changed));
    }
}
