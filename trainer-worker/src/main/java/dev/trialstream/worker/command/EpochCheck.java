package dev.trialstream.worker.command;

import dev.trialstream.protocol.message.Job;
import dev.trialstream.worker.job.MissingObjective;
import java.util.Optional;

/** Checks the epochs of a command against its job. */
final class EpochCheck {
    private final String command;
    private final String metric;
    private final int most;
    private final int first;
    private int last;
    private boolean judged;

    /**
     * @param command name for error messages
     * @param from the epoch after which it continues
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

    /** The last accepted epoch. */
    int last() {
        return last;
    }

    /** Accepts the next epoch; returns why it is refused, in one line, or empty. */
    Optional<String> take(CommandOutputLine.Epoch epoch) {
        if (last == most) {
            return Optional.of(command + " reported epoch " + epoch.epoch() + " after its last, " + most);
        }
        if (epoch.epoch() != last + 1) {
            return Optional.of(command + " expected epoch " + (last + 1) + " next, got " + epoch.epoch());
        }
        judged |= epoch.metrics().containsKey(metric);
        if (!judged) {
            return MissingObjective.complaint(
                            metric, epoch.epoch(), epoch.metrics().keySet())
                    .map(complaint -> command + " " + complaint);
        }
        Optional<String> diverged = epoch.metrics().entrySet().stream()
                .filter(entry -> !Double.isFinite(entry.getValue()))
                .findFirst()
                .map(entry -> "diverged in epoch " + epoch.epoch() + ": " + entry.getKey() + " is " + entry.getValue());
        if (diverged.isEmpty()) {
            last = epoch.epoch();
        }
        return diverged;
    }

    /** Why a command that ended normally has no result; empty if it has one. */
    Optional<String> atTheEnd() {
        if (last < first) {
            return Optional.of(command + " ended without reporting an epoch");
        }
        return Optional.empty();
    }
}
