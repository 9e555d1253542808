package dev.trialstream.protocol.kafka;

import dev.trialstream.protocol.kafka.TopicLayout.TopicSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * How safely topics are stored: where there are three brokers, in three replicas, of which two must have a message
 * before it is acknowledged. With fewer brokers the broker's defaults decide.
 *
 * @param replicas of each partition; 0: the broker's default
 * @param inSync replicas that must have a message; 0: the broker's default
 */
public record Durability(int replicas, int inSync) {
    /** The topic setting for {@code inSync}. */
    public static final String MIN_IN_SYNC = "min.insync.replicas";

    private static final Durability DEFAULT = new Durability(0, 0);
    private static final Durability REPLICATED = new Durability(3, 2);

    public static Durability of(int brokers) {
        return brokers < REPLICATED.replicas ? DEFAULT : REPLICATED;
    }

    /** Settings that a topic needs. */
    public Map<String, String> settings() {
        return inSync == 0 ? Map.of() : Map.of(MIN_IN_SYNC, String.valueOf(inSync));
    }

    /** The same topic with them. */
    TopicSettings on(TopicSettings topic) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.putAll(settings());
        return new TopicSettings(topic.name(), topic.partitions(), Map.copyOf(config));
    }
}
