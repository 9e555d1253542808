package dev.trialstream.benchmarks;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import java.util.Objects;
import java.util.Optional;

/** Keeps the checkpoint of the last epoch, and never stops a training. */
public final class LastEpoch implements EpochSink {
    private byte[] checkpoint = new byte[0];

    @Override
    public void epoch(EpochReport report) {
        checkpoint = Objects.requireNonNull(report.checkpoint());
    }

    @Override
    public Optional<Decision> verdict() {
        return Optional.empty();
    }

    public byte[] checkpoint() {
        return checkpoint;
    }
}
