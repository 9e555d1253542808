package dev.trialstream.worker.command;

import dev.trialstream.protocol.message.Job;
import java.util.Optional;

/** Holds the epochs of a command against what it was asked for. */
final class EpochCheck {
    private final String command;
    private final String metric;
    private final int most;
    private final int first;
    private int last;
    private boolean judged;

    /**
     * @param command as it is called in what is wrong with it
     * @param from the epoch that it goes on behind
     */
    EpochCheck(String command, Job.Train job, int from) {
        this.command = command;
        this.metric = job.objective().metric();
        this.most = job.epochs();
        this.first = from + 1;
        this.last = from;
        this.judged =
                job.curve().epochs().stream().anyMatch(point -> point.metrics().containsKey(metric));
    }

    /** The last epoch that was taken. */
    int last() {
        return last;
    }

    /** Takes the next epoch; returns why it cannot be taken, in one line, or empty. */
    Optional<String> take(CommandOutputLine.Epoch epoch) {
        if (last == most) {
            return Optional.of(command + " reported epoch " + epoch.epoch() + " after its last, " + most);
        }
        if (epoch.epoch() != last + 1) {
            return Optional.of(command + " expected epoch " + (last + 1) + " next, got " + epoch.epoch());
        }
        judged |= epoch.metrics().containsKey(metric);
        Optional<String> diverged = epoch.metrics().entrySet().stream()
                .filter(entry -> !Double.isFinite(entry.getValue()))
                .findFirst()
                .map(entry -> "diverged in epoch " + epoch.epoch() + ": " + entry.getKey() + " is " + entry.getValue());
        if (diverged.isEmpty()) {
            last = epoch.epoch();
        }
        return diverged;
    }

    /** Why a command that ended in order has no result; empty where it has one. */
    Optional<String> atTheEnd() {
        if (last < first) {
            return Optional.of(command + " ended without reporting an epoch");
        }
        return judged
                ? Optional.empty()
                : Optional.of(command + " reported no epoch with " + metric + ", which is the objective");
    }
}
