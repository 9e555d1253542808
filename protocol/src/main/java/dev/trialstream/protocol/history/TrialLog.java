package dev.trialstream.protocol.history;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the history says of one trial.
 *
 * @param curve what it is judged by: without the epochs that a stopped trial trained past its decision
 * @param trained epochs that it trained, those included; they are cost
 * @param failure why it failed, or null
 */
public record TrialLog(
        JobLog job,
        int number,
        Role role,
        Parameters parameters,
        long seed,
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

    /** This trial after {@code fact}; the same where the fact is stale, repeated or of no concern. */
    public TrialLog after(Fact fact) {
        if (fact instanceof Fact.Dispatched dispatched) {
            return with(job.dispatched(dispatched));
        }
        if (fact instanceof Fact.Claimed claim) {
            return with(job.claimed(claim));
        }
        if (!(fact instanceof Fact.FromWorker said) || !job.believes(said)) {
            return this;
        }
        if (fact instanceof Fact.Epoch epoch) {
            Curve longer = curve.plus(epoch.point());
            return new TrialLog(job, number, role, parameters, seed, longer, Math.max(trained, epoch.epoch()), failure);
        } else if (fact instanceof Fact.Completed) {
            return with(job.ended(JobLog.State.COMPLETED));
        } else if (fact instanceof Fact.Stopped stopped) {
            return new TrialLog(
                    job.ended(JobLog.State.STOPPED),
                    number,
                    role,
                    parameters,
                    seed,
                    curve.upTo(stopped.decision().epoch()),
                    trained,
                    failure);
        } else if (fact instanceof Fact.Failed failed) {
            return new TrialLog(
                    job.ended(JobLog.State.FAILED), number, role, parameters, seed, curve, trained, failed.reason());
        }
        return this;
    }

    private TrialLog with(JobLog other) {
        return new TrialLog(other, number, role, parameters, seed, curve, trained, failure);
    }
}
