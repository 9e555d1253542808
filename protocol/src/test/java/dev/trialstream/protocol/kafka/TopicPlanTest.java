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
                        new TopicSettings(TOPICS.best(), 4, Map.of("cleanup.policy", "compact"))));
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
        return new Actual(
                topics,
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
