package dev.trialstream.protocol.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every topic of an installation, with partitions and settings. */
public final class TopicLayout {
    /** The only class of device until workers with GPUs come in. */
    public static final String CPU = "cpu";

    /** In bytes. What is dispatched again carries the whole curve so far. */
    static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

    private static final Map<String, String> LARGE = Map.of("max.message.bytes", String.valueOf(LARGEST_MESSAGE));
    private static final Map<String, String> KEEP = Map.of("retention.ms", "-1");
    private static final Map<String, String> LONG = days(30);
    private static final Map<String, String> SHORT = days(7);
    private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact");

    private TopicLayout() {}

    /**
     * @param partitions of the topics that are keyed by study; fixed for good at creation, because a study lives in
     *     the partition that its id hashes to
     */
    public static List<TopicSettings> of(Topics topics, int partitions) {
        return List.of(
                new TopicSettings(topics.studies(), partitions, LONG),
                new TopicSettings(topics.requests(), partitions, SHORT),
                new TopicSettings(topics.events(), partitions, with(KEEP, LARGE)),
                new TopicSettings(topics.dispatch(CPU), 1, with(SHORT, LARGE)),
                new TopicSettings(topics.decisions(), partitions, KEEP),
                new TopicSettings(topics.summaries(), partitions, COMPACT),
                new TopicSettings(
                        topics.workers(),
                        1,
                        Map.of(
                                "retention.ms",
                                String.valueOf(Duration.ofHours(1).toMillis()))),
                new TopicSettings(topics.best(), partitions, COMPACT),
                new TopicSettings(topics.deadLetters(), 1, LONG));
    }

    private static Map<String, String> with(Map<String, String> first, Map<String, String> second) {
        Map<String, String> both = new HashMap<>(first);
        both.putAll(second);
        return Map.copyOf(both);
    }

    private static Map<String, String> days(int days) {
        return Map.of("retention.ms", String.valueOf(Duration.ofDays(days).toMillis()));
    }

    /** One topic. */
    public record TopicSettings(String name, int partitions, Map<String, String> config) {}
}
