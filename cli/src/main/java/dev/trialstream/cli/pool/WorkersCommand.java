package dev.trialstream.cli.pool;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.cli.study.StudyScope;
import dev.trialstream.orchestrator.pool.PoolLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trialstream workers}: lists the workers and their jobs. */
@Command(
        name = "workers",
        description = "Prints the workers that are here, what they hold, and how many slots are wanted.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class WorkersCommand implements Callable<Integer> {
    @Mixin
    StudyScope scope = new StudyScope();

    private final Streams streams;

    public WorkersCommand(Streams streams) {
        this.streams = streams;
    }

    /**
     * The pool, from its topic.
     *
     * @param wantedSlots by device class
     */
    record Answer(List<PoolMessage.Heartbeat> workers, int slots, int free, Map<String, Integer> wantedSlots) {}

    @Override
    public Integer call() {
        Answer answer = scope.on(settings -> {
            PoolLog log = read(settings, Topics.STANDARD);
            return new Answer(log.workers(), log.pool().slots(), log.pool().free(), log.wanted());
        });
        scope.print(streams.out(), answer, it -> print(streams.out(), it));
        return 0;
    }

    private static PoolLog read(ClientSettings settings, Topics topics) {
        PoolLog log = new PoolLog();
        TopicScan.of(settings, topics.workers(), record -> {
            try {
                log.apply(Messages.read(record.value(), PoolMessage.class));
            } catch (Messages.UnreadableMessage foreign) {
                // no action needed
            }
        });
        return log;
    }

    private static void print(PrintStream out, Answer answer) {
        int wanted =
                answer.wantedSlots().values().stream().mapToInt(slots -> slots).sum();
        out.printf(
                "%d workers, %d slots, %d free, %d wanted%n",
                answer.workers().size(), answer.slots(), answer.free(), wanted);
        if (answer.workers().isEmpty()) {
            return;
        }
        out.printf(
                "%-24s  %-6s  %-7s  %5s  %7s  %-8s  %s%n",
                "WORKER", "DEVICE", "VERSION", "SLOTS", "MIB", "STATE", "HOLDS");
        answer.workers()
                .forEach(it -> out.printf(
                        "%-24s  %-6s  %-7s  %5d  %7s  %-8s  %s%n",
                        it.worker(),
                        it.device(),
                        it.version(),
                        it.slots(),
                        it.memoryMib() == null ? "" : it.memoryMib(),
                        it.draining() ? "leaving" : "here",
                        it.busy().stream().map(PoolMessage.Held::job).collect(Collectors.joining(" "))));
    }
}
