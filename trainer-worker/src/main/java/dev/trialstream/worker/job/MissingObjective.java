package dev.trialstream.worker.job;

import dev.trialstream.protocol.curve.MetricNames;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** A trial's first epoch lacks the metric of the study's objective: no epoch would ever count. */
public final class MissingObjective extends RuntimeException {
    private static final int MOST_NAMED = 20;

    private MissingObjective(String message) {
        super(message);
    }

    /** Throws if {@code reported} lacks {@code metric}. */
    static void check(String metric, int epoch, Collection<String> reported) {
        complaint(metric, epoch, reported).ifPresent(complaint -> {
            throw new MissingObjective(complaint);
        });
    }

    /** What is wrong, in one line; empty if {@code reported} has {@code metric}. */
    public static Optional<String> complaint(String metric, int epoch, Collection<String> reported) {
        if (reported.contains(metric)) {
            return Optional.empty();
        }
        String names = reported.stream()
                .filter(name -> !MetricNames.isStandardError(name))
                .sorted()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return Optional.of("epoch " + epoch + " has no metric " + metric + ", which is the objective; it reported "
                + (names.isEmpty() ? "none" : names));
    }
}
