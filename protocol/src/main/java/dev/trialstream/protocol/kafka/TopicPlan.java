package dev.trialstream.protocol.kafka;

import dev.trialstream.protocol.kafka.TopicLayout.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Differences between an installation and its layout. A pure comparison; {@link TopicProvisioner} reads and changes the
 * broker.
 */
public final class TopicPlan {
    /** Settings that may exceed the layout and are only ever raised: more does no harm, less might lose data. */
    private static final Set<String> AT_LEAST =
            Set.of("retention.ms", "retention.bytes", "max.message.bytes", Durability.MIN_IN_SYNC);

    private TopicPlan() {}

    /**
     * The actual state of the broker.
     *
     * @param durability what the number of brokers allows
     * @param topics existing topics by name, with their effective settings
     * @param replicas of the existing topics, by name: of the partition with the fewest
     * @param workerGroups settings of the workers' share groups, by group
     */
    public record Actual(
            Durability durability,
            Map<String, TopicSettings> topics,
            Map<String, Integer> replicas,
            Map<String, Map<String, String>> workerGroups) {
        /** A single, empty broker. */
        public static final Actual NOTHING = new Actual(Durability.of(1), Map.of(), Map.of(), Map.of());

        public Actual {
            topics = Map.copyOf(topics);
            replicas = Map.copyOf(replicas);
            workerGroups = Map.copyOf(workerGroups);
        }
    }

    /** A difference from the layout. */
    public sealed interface Difference {
        /** Topic or group. */
        String name();
    }

    /** A topic that does not exist. */
    public record Missing(TopicSettings wanted, Durability durability) implements Difference {
        @Override
        public String name() {
            return wanted.name();
        }
    }

    /** A topic setting with another value; {@code actual} is null if unset. */
    public record TopicSetting(
            String name, String setting, @Nullable String actual, String wanted) implements Difference {}

    /** A share group setting with another value; {@code actual} is null if unset. */
    public record GroupSetting(
            String name, String setting, @Nullable String actual, String wanted) implements Difference {}

    /** A topic with another number of partitions. It cannot be changed, because keys would move to other partitions. */
    public record Partitions(String name, int actual, int wanted) implements Difference {}

    /** A topic with fewer replicas than the brokers allow. Replicas are moved by the operator. */
    public record Replicas(String name, int actual, int wanted) implements Difference {}

    /**
     * The differences, in the order of the layout.
     *
     * @param partitions of the topics keyed by study; empty: as many as the history has, or the default
     */
    public static List<Difference> of(Topics topics, OptionalInt partitions, Actual actual) {
        TopicSettings history = actual.topics().get(topics.events());
        int wanted = partitions.orElse(history == null ? TopicLayout.PARTITIONS : history.partitions());
        List<Difference> differences = new ArrayList<>();
        TopicLayout.of(topics, wanted).forEach(topic -> differences.addAll(compare(topic, actual)));
        for (String device : TopicLayout.DEVICES) {
            String group = TopicLayout.workerGroup(topics, device);
            Map<String, String> settings = actual.workerGroups().getOrDefault(group, Map.of());
            new TreeMap<>(TopicLayout.SHARE_GROUP).forEach((setting, value) -> {
                String found = settings.get(setting);
                if (!value.equals(found)) {
                    differences.add(new GroupSetting(group, setting, found, value));
                }
            });
        }
        return differences;
    }

    /** Topics that no service can work on. */
    public static List<Partitions> wrongPartitions(List<Difference> differences) {
        return differences.stream()
                .filter(Partitions.class::isInstance)
                .map(Partitions.class::cast)
                .toList();
    }

    private static List<Difference> compare(TopicSettings layout, Actual broker) {
        TopicSettings actual = broker.topics().get(layout.name());
        if (actual == null) {
            return List.of(new Missing(layout, broker.durability()));
        }
        List<Difference> differences = new ArrayList<>();
        int replicas = broker.replicas()
                .getOrDefault(layout.name(), broker.durability().replicas());
        boolean lacksReplicas = replicas < broker.durability().replicas();
        if (lacksReplicas) {
            differences.add(
                    new Replicas(layout.name(), replicas, broker.durability().replicas()));
        }
        // with too few replicas, a minimum of those in sync would end all writing
        TopicSettings wanted = lacksReplicas ? layout : broker.durability().on(layout);
        if (actual.partitions() != wanted.partitions()) {
            differences.add(new Partitions(wanted.name(), actual.partitions(), wanted.partitions()));
        }
        new TreeMap<>(wanted.config()).forEach((setting, value) -> {
            String found = actual.config().get(setting);
            if (!suffices(setting, found, value)) {
                differences.add(new TopicSetting(wanted.name(), setting, found, value));
            }
        });
        return differences;
    }

    private static boolean suffices(String setting, @Nullable String found, String wanted) {
        if (found == null || found.equals(wanted)) {
            return found != null;
        }
        return AT_LEAST.contains(setting) && amount(found) >= amount(wanted);
    }

    /** -1 means unlimited. */
    private static double amount(String text) {
        double amount = Double.parseDouble(text);
        return amount < 0 ? Double.POSITIVE_INFINITY : amount;
    }
}
