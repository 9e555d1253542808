package dev.trialstream.protocol.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every topic of an installation, with partitions and settings. */
public final class TopicLayout {
    /** Device class of CPU slots; a slot is a core. */
    public static final String CPU = "cpu";

    /** Device class of GPU slots; a slot is a GPU. */
    public static final String GPU = "gpu";

    /** All device classes. Each has a dispatch topic, and a share group that reads it. */
    public static final List<String> DEVICES = List.of(CPU, GPU);

    /** Device class of clients that ask for trials over HTTP; no dispatch topic. */
    public static final String EXTERNAL = "external";

    /** Default number of partitions of the topics keyed by study. */
    public static final int PARTITIONS = 4;

    /** Settings of the workers' share groups. */
    static final Map<String, String> SHARE_GROUP = Map.of(
            "share.auto.offset.reset", "earliest",
            "share.isolation.level", "read_committed",
            "share.record.lock.duration.ms", "15000");

    private static final Map<String, String> LARGE =
            Map.of("max.message.bytes", String.valueOf(MessageSizes.LARGE_TOPIC));
    private static final Map<String, String> INCOMING = Map.of("max.message.bytes", String.valueOf(MessageSizes.INBOX));
    private static final Map<String, String> KEEP = with(kept("-1"), Map.of());
    private static final Map<String, String> LONG = days(30);
    private static final Map<String, String> SHORT = days(7);
    private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact");

    /** Only whole segments are deleted, and by default a segment is open for a week. */
    private static final Map<String, String> SHORT_SEGMENTS =
            Map.of("segment.ms", String.valueOf(Duration.ofMinutes(10).toMillis()));

    private TopicLayout() {}

    /**
     * @param partitions of the topics keyed by study; fixed at creation, because a study's id hashes to its partition
     */
    public static List<TopicSettings> of(Topics topics, int partitions) {
        return List.of(
                new TopicSettings(topics.studies(), partitions, with(LONG, INCOMING)),
                new TopicSettings(topics.requests(), partitions, with(LONG, INCOMING)),
                new TopicSettings(topics.events(), partitions, with(KEEP, LARGE)),
                new TopicSettings(topics.dispatch(CPU), 1, with(SHORT, LARGE)),
                new TopicSettings(topics.dispatch(GPU), 1, with(SHORT, LARGE)),
                new TopicSettings(topics.decisions(), partitions, KEEP),
                new TopicSettings(topics.summaries(), partitions, COMPACT),
                new TopicSettings(topics.workers(), 1, with(kept(Duration.ofHours(1)), SHORT_SEGMENTS)),
                new TopicSettings(topics.best(), partitions, COMPACT),
                new TopicSettings(topics.positions(), 1, COMPACT),
                new TopicSettings(topics.deadLetters(), 1, with(LONG, LARGE)));
    }

    private static Map<String, String> with(Map<String, String> first, Map<String, String> second) {
        Map<String, String> both = new HashMap<>(first);
        both.putAll(second);
        return Map.copyOf(both);
    }

    private static Map<String, String> days(int days) {
        return kept(Duration.ofDays(days));
    }

    private static Map<String, String> kept(Duration retention) {
        return kept(String.valueOf(retention.toMillis()));
    }

    /** Time alone decides: a size limit, which may be the broker's default, would delete what is still needed. */
    private static Map<String, String> kept(String millis) {
        return Map.of("cleanup.policy", "delete", "retention.ms", millis, "retention.bytes", "-1");
    }

    /** The share group of the workers of one class of device. */
    public static String workerGroup(Topics topics, String device) {
        return topics.group("workers-" + device);
    }

    /** One topic. */
    public record TopicSettings(String name, int partitions, Map<String, String> config) {}
}
