package dev.trialstream.protocol.history;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Repeat;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of one trial.
 *
 * @param repeat what it repeats; null for a search trial
 * @param curve the epochs that it is judged by, without those after the decision that stopped it
 * @param trained all trained epochs, including those; they count as cost
 * @param failure why it failed, or null
 */
public record TrialLog(
        JobLog job,
        int number,
        Role role,
        Parameters parameters,
        long seed,
        @Nullable Repeat repeat,
        Curve curve,
        int trained,
        @Nullable String failure) {

    public static TrialLog requested(Fact.Requested requested) {
        return new TrialLog(
                JobLog.requested(requested.trial()),
                requested.number(),
                requested.role(),
                requested.parameters(),
                requested.seed(),
                requested.repeat(),
                Curve.empty(),
                0,
                null);
    }

    public String trial() {
        return job.job();
    }

    public JobLog.State state() {
        return job.state();
    }

    public Optional<Score> score(Objective objective) {
        return curve.score(objective);
    }

    /** This trial after {@code fact}. Unchanged if the fact is stale, repeated or irrelevant. */
    public TrialLog after(Fact.OfJob fact) {
        if (fact instanceof Fact.Epoch epoch) {
            return job.believes(epoch) ? longer(epoch) : this;
        }
        JobLog after = job.after(fact);
        if (after.equals(job)) {
            return this;
        } else if (fact instanceof Fact.Stopped stopped) {
            return with(after, curve.upTo(stopped.decision().epoch()), trained, failure);
        } else if (fact instanceof Fact.Retired retired) {
            return with(after, curve.upTo(retired.decision().epoch()), trained, failure);
        } else if (fact instanceof Fact.Failed failed) {
            return with(after, curve, trained, failed.reason());
        } else if (fact instanceof Fact.GivenUp givenUp) {
            return with(after, curve, trained, givenUp.reason());
        }
        return with(after, curve, trained, failure);
    }

    /**
     * Adds an epoch. An epoch trained again, by an attempt that started before it, only updates the checkpoint's
     * location.
     */
    private TrialLog longer(Fact.Epoch epoch) {
        return epoch.epoch() > curve.lastEpoch()
                // a trial that makes progress does not kill its workers
                ? with(job.forgiven(), curve.plus(epoch.point()), Math.max(trained, epoch.epoch()), failure)
                : with(job, curve.kept(epoch.point()), trained, failure);
    }

    /** The same trial with its lapses reset. */
    public TrialLog forgiven() {
        return with(job.forgiven(), curve, trained, failure);
    }

    /** The same trial with another curve. */
    public TrialLog withCurve(Curve other) {
        return with(job, other, Math.max(trained, other.lastEpoch()), failure);
    }

    private TrialLog with(JobLog otherJob, Curve otherCurve, int epochs, @Nullable String why) {
        return new TrialLog(otherJob, number, role, parameters, seed, repeat, otherCurve, epochs, why);
    }
}
