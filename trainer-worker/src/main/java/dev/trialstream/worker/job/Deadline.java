package dev.trialstream.worker.job;

import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.message.Job;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The time limits of an attempt, in total and for each epoch. Thread-safe. */
final class Deadline {
    private final Job.@Nullable Leeway leeway;
    private final LongSupplier nanos;
    private final long began;
    private volatile long epochBegan;

    /** @param nanos a clock */
    Deadline(Job.@Nullable Leeway leeway, LongSupplier nanos) {
        this.leeway = leeway;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.epochBegan = began;
    }

    /** An epoch has ended, and the next begins. */
    void nextEpoch() {
        epochBegan = nanos.getAsLong();
    }

    /** The exceeded limit, in words; empty if there is none. */
    Optional<String> passed() {
        if (leeway == null) {
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        Optional<String> trial = over(leeway.trial(), now - began, "the trial");
        return trial.isPresent() ? trial : over(leeway.epoch(), now - epochBegan, "an epoch");
    }

    private static Optional<String> over(@Nullable Duration limit, long taken, String what) {
        return limit != null && taken > limit.toNanos()
                ? Optional.of(what + " took longer than " + Durations.format(limit))
                : Optional.empty();
    }
}
