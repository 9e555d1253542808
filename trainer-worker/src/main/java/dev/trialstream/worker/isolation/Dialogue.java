package dev.trialstream.worker.isolation;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.worker.command.CommandRun;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exchange between a worker and the process of a training, from the first order to the last reply. */
final class Dialogue {
    private static final Duration LISTEN = Duration.ofMillis(50);

    private final CommandRun<Reply> run;
    private final EpochSink sink;
    private final Path handover;
    private final Duration grace;
    private int last;
    private @Nullable Decision decision;
    private long decided;

    /**
     * The end of the training.
     *
     * @param last the last reply; null if the process was killed, or ended without one
     * @param epoch the last reported epoch, including earlier attempts
     * @param decision that it was told, or null
     * @param crash description; empty if there was none
     */
    record End(
            Reply.@Nullable Last last, int epoch, @Nullable Decision decision, String crash) {}

    /**
     * @param epoch after which the training continues
     * @param grace time to obey
     */
    Dialogue(CommandRun<Reply> run, EpochSink sink, Path handover, int epoch, Duration grace) {
        this.run = run;
        this.sink = sink;
        this.handover = handover;
        this.last = epoch;
        this.grace = grace;
    }

    End follow() throws IOException, InterruptedException {
        while (true) {
            tellOfDecision();
            Optional<CommandRun.Heard<Reply>> heard = run.next(LISTEN);
            if (heard.isEmpty() && run.isOver()) {
                return new End(null, last, decision, run.ending());
            } else if (heard.isEmpty() && decision != null && System.nanoTime() - decided > grace.toNanos()) {
                return new End(null, last, decision, "");
            } else if (heard.isPresent()) {
                Reply reply = heard.get().said();
                if (reply instanceof Reply.Epoch epoch) {
                    take(epoch);
                } else if (reply instanceof Reply.Last end) {
                    return new End(end, last, decision, "");
                }
            }
        }
    }

    private void tellOfDecision() {
        if (decision == null) {
            decision = sink.verdict().orElse(null);
            if (decision != null) {
                decided = System.nanoTime();
                say(new Order.End(decision));
            }
        }
    }

    private void take(Reply.Epoch epoch) throws IOException {
        byte[] checkpoint = null;
        if (epoch.handed()) {
            Path file = Order.checkpoint(handover, epoch.epoch());
            checkpoint = Files.readAllBytes(file);
            Files.delete(file);
        }
        sink.epoch(new EpochReport(
                epoch.epoch(),
                epoch.metrics(),
                epoch.seconds(),
                epoch.rowsPerSecond(),
                epoch.peakMemory(),
                epoch.notes(),
                checkpoint,
                epoch.entry() == null ? null : Path.of(epoch.entry()),
                epoch.provenance()));
        last = epoch.epoch();
        say(new Order.GoOn());
    }

    /** Ignores a closed stream: the process has then ended, which {@link #follow} detects. */
    void say(Order order) {
        try {
            run.input().write((Json.json().writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8));
            run.input().flush();
        } catch (IOException ended) {
            // it has ended, or soon will
        }
    }
}
