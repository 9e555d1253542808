package dev.trialstream.protocol.kafka;

import dev.trialstream.protocol.kafka.TopicLayout.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an installation lacks against its layout. A pure comparison: {@link TopicProvisioner} reads and changes. */
public final class TopicPlan {
    /** More of these does no harm, and less might lose what is there: they are only ever raised. */
    private static final Set<String> AT_LEAST = Set.of("retention.ms", "max.message.bytes");

    private TopicPlan() {}

    /**
     * What is there.
     *
     * @param topics that exist, by name, with their effective settings
     * @param workerGroups settings of the share groups of the workers, by group
     */
    public record Actual(Map<String, TopicSettings> topics, Map<String, Map<String, String>> workerGroups) {
        /** An installation without anything. */
        public static final Actual NOTHING = new Actual(Map.of(), Map.of());

        public Actual {
            topics = Map.copyOf(topics);
            workerGroups = Map.copyOf(workerGroups);
        }
    }

    /** Something that is not as it should be. */
    public sealed interface Difference {
        /** Topic or group. */
        String name();
    }

    /** A topic that does not exist. */
    public record Missing(TopicSettings wanted) implements Difference {
        @Override
        public String name() {
            return wanted.name();
        }
    }

    /** A setting of a topic with another value; {@code actual} is null where it has none. */
    public record TopicSetting(
            String name, String setting, @Nullable String actual, String wanted) implements Difference {}

    /** A setting of a share group with another value; {@code actual} is null where it has none. */
    public record GroupSetting(
            String name, String setting, @Nullable String actual, String wanted) implements Difference {}

    /** A topic with another number of partitions. That cannot be changed: keys would move to other partitions. */
    public record Partitions(String name, int actual, int wanted) implements Difference {}

    /**
     * What is different, in the order of the layout.
     *
     * @param partitions of the topics that are keyed by study; empty: as many as the history has, or the standard number
     */
    public static List<Difference> of(Topics topics, OptionalInt partitions, Actual actual) {
        TopicSettings history = actual.topics().get(topics.events());
        int wanted = partitions.orElse(history == null ? TopicLayout.PARTITIONS : history.partitions());
        List<Difference> differences = new ArrayList<>();
        TopicLayout.of(topics, wanted)
                .forEach(topic ->
                        compare(topic, actual.topics().get(topic.name())).forEach(differences::add));
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

    /** Those of {@code differences} that nobody can do away with. */
    public static List<Partitions> wrongPartitions(List<Difference> differences) {
        return differences.stream()
                .filter(Partitions.class::isInstance)
                .map(Partitions.class::cast)
                .toList();
    }

    private static List<Difference> compare(TopicSettings wanted, @Nullable TopicSettings actual) {
        if (actual == null) {
            return List.of(new Missing(wanted));
        }
        List<Difference> differences = new ArrayList<>();
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

    /** -1 is without limit. */
    private static double amount(String text) {
        double amount = Double.parseDouble(text);
        return amount < 0 ? Double.POSITIVE_INFINITY : amount;
    }
}
