package dev.trialstream.worker.isolation;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The training process's connection to its worker. */
final class FarWorker implements EpochSink {
    private final PrintStream replies;
    private final Path handover;
    private final Semaphore taken = new Semaphore(0);
    private volatile @Nullable Decision decision;

    FarWorker(PrintStream replies, Path handover) {
        this.replies = replies;
        this.handover = handover;
    }

    /**
     * Returns when the worker has taken over the epoch, so that a training gets no further ahead of its events than
     * within the worker.
     */
    @Override
    public void epoch(EpochReport report) {
        byte[] checkpoint = report.checkpoint();
        if (checkpoint != null) {
            try {
                Files.write(Order.checkpoint(handover, report.epoch()), checkpoint);
            } catch (IOException e) {
                throw new UncheckedIOException("checkpoint of epoch " + report.epoch() + " not handed over: " + e, e);
            }
        }
        say(new Reply.Epoch(
                report.epoch(),
                report.metrics(),
                report.seconds(),
                report.rowsPerSecond(),
                report.peakMemory(),
                report.notes(),
                checkpoint != null,
                report.entry() == null ? null : report.entry().toString(),
                report.provenance()));
        taken.acquireUninterruptibly();
    }

    @Override
    public Optional<Decision> verdict() {
        return Optional.ofNullable(decision);
    }

    void goOn() {
        taken.release();
    }

    void decided(Decision other) {
        decision = other;
    }

    /** Starts a new line, because native code may have printed an incomplete one. */
    void say(Reply reply) {
        replies.print("\n" + Json.json().writeValueAsString(reply) + "\n");
        replies.flush();
    }
}
