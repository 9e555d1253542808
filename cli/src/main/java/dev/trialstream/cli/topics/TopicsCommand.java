package dev.trialstream.cli.topics;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Provisioning;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Positions;
import dev.trialstream.protocol.kafka.TopicPlan;
import dev.trialstream.protocol.kafka.TopicPlan.Difference;
import dev.trialstream.protocol.kafka.TopicProvisioner;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream topics plan | apply | verify}: topics, their settings and those of the workers' share group. */
@Command(
        name = "topics",
        description = "Shows, makes or checks the topics and the settings of the workers' share group.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(plan | apply | verify | accept-trim)")
public final class TopicsCommand {
    private final Streams streams;

    public TopicsCommand(Streams streams) {
        this.streams = streams;
    }

    /** Common options of the three commands. */
    static final class Scope {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Option(
                names = "--partitions",
                paramLabel = "N",
                description = "Partitions of the topics that are keyed by study (default: as the history has, or 4).")
        @Nullable
        Integer partitions;

        <T extends @Nullable Object> T on(java.util.function.BiFunction<TopicProvisioner, OptionalInt, T> work) {
            if (partitions != null && partitions < 1) {
                throw UserError.badInput("--partitions: expected a whole number of at least 1, got " + partitions);
            }
            OptionalInt wanted = partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
            ClientSettings settings = client.broker();
            return Provisioning.with(settings, provisioner -> work.apply(provisioner, wanted));
        }
    }

    @Command(
            name = "plan",
            description = "Prints what apply would do, and changes nothing.",
            mixinStandardHelpOptions = true)
    int plan(@Mixin Scope scope) {
        List<Difference> differences = scope.on((topics, wanted) -> topics.differences(Topics.STANDARD, wanted));
        differences.forEach(difference -> streams.out().println(said(difference)));
        streams.out().println(differences.isEmpty() ? "nothing to do" : counted(differences.size()) + " to do");
        return 0;
    }

    @Command(
            name = "apply",
            description = "Makes what is missing and sets what differs; nothing where a number of partitions is wrong.",
            mixinStandardHelpOptions = true)
    int apply(@Mixin Scope scope) {
        List<Difference> differences = scope.on((topics, wanted) -> {
            List<Difference> found = topics.differences(Topics.STANDARD, wanted);
            if (TopicPlan.wrongPartitions(found).isEmpty()) {
                topics.apply(found);
            }
            return found;
        });
        List<TopicPlan.Partitions> wrong = TopicPlan.wrongPartitions(differences);
        if (!wrong.isEmpty()) {
            return conclude(List.copyOf(wrong)); // no change was made
        }
        List<Difference> left = differences.stream()
                .filter(TopicPlan.Replicas.class::isInstance)
                .toList();
        differences.stream()
                .filter(difference -> !left.contains(difference))
                .forEach(difference -> streams.out().println(said(difference)));
        return conclude(left);
    }

    @Command(
            name = "verify",
            description = "Exits with 1 where anything is not as it should be, and says what.",
            mixinStandardHelpOptions = true)
    int verify(@Mixin Scope scope) {
        return conclude(scope.on((topics, wanted) -> topics.differences(Topics.STANDARD, wanted)));
    }

    @Command(
            name = "accept-trim",
            description =
                    "Notes that the history was trimmed on purpose up to where it begins now, so that it is no alarm.",
            mixinStandardHelpOptions = true)
    int acceptTrim(@Mixin ClientOptions client) {
        ClientSettings settings = client.broker();
        Map<TopicPartition, Long> begins =
                Provisioning.with(settings, provisioner -> provisioner.beginnings(Topics.STANDARD.events()));
        try (Positions positions = new Positions(settings, Topics.STANDARD, "cli")) {
            begins.forEach((partition, offset) -> {
                positions.write(new Position(
                        Position.Kind.TRIMMED, partition.topic(), partition.partition(), offset, Instant.now()));
                streams.out().println(partition + "  begins at offset " + offset);
            });
        }
        return 0;
    }

    private int conclude(List<Difference> left) {
        left.forEach(difference -> streams.out().println(said(difference)));
        if (!left.isEmpty()) {
            throw UserError.failure("topics: " + counted(left.size()) + " left" + remedy(left));
        }
        streams.out().println("all topics are as they should be");
        return 0;
    }

    private static String remedy(List<Difference> left) {
        if (!TopicPlan.wrongPartitions(left).isEmpty()) {
            return "; a number of partitions is given once, when the history is made: leave --partitions out, or make the"
                    + " topic anew";
        }
        return left.stream().allMatch(TopicPlan.Replicas.class::isInstance)
                ? "; add replicas with kafka-reassign-partitions.sh, then run topics apply again"
                : "; topics apply does away with them";
    }

    private static String counted(int differences) {
        return differences == 1 ? "1 difference" : differences + " differences";
    }

    private static String partitions(int number) {
        return number == 1 ? "1 partition" : number + " partitions";
    }

    private static String said(Difference difference) {
        if (difference instanceof TopicPlan.Missing missing) {
            Map<String, String> config = new TreeMap<>(missing.wanted().config());
            config.putAll(missing.durability().settings());
            int replicas = missing.durability().replicas();
            return "+ " + missing.name() + "  " + partitions(missing.wanted().partitions()) + ", "
                    + (replicas == 0 ? "" : replicas + " replicas, ")
                    + config.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "));
        } else if (difference instanceof TopicPlan.TopicSetting it) {
            return changed(it.name(), it.setting(), it.actual(), it.wanted());
        } else if (difference instanceof TopicPlan.GroupSetting it) {
            return changed("group " + it.name(), it.setting(), it.actual(), it.wanted());
        } else if (difference instanceof TopicPlan.Partitions it) {
            return "! " + it.name() + "  " + partitions(it.actual()) + ", expected " + it.wanted();
        }
        TopicPlan.Replicas it = (TopicPlan.Replicas) difference;
        return "! " + it.name() + "  " + (it.actual() == 1 ? "1 replica" : it.actual() + " replicas") + ", expected "
                + it.wanted();
    }

    private static String changed(String name, String setting, @Nullable String actual, String wanted) {
        return "~ " + name + "  " + setting + ": " + (actual == null ? "not set" : actual) + " -> " + wanted;
    }
}
