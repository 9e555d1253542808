package dev.trialstream.protocol.history;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
 * @param curve the epochs that it is judged by: those of the model that its newest attempt trains, without those after
 *     the decision that stopped it
 * @param trained all trained epochs, including those; they count as cost
 * @param reporting the newest attempt that has said where it starts, or has reported an epoch; 0 if none has
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
        @JsonSetter(nulls = Nulls.SKIP) int reporting,
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
        } else if (fact instanceof Fact.Restored restored) {
            return mayStartAt(restored)
                    ? with(job, curve.upTo(restored.epoch())).heardFrom(restored)
                    : this;
        }
        if (fact instanceof Fact.Completed completed && isOvertaken(completed)) {
            return this;
        }
        JobLog after = job.after(fact);
        if (after.equals(job)) {
            return this;
        } else if (fact instanceof Fact.Stopped stopped) {
            return with(after, curve.upTo(stopped.decision().epoch()));
        } else if (fact instanceof Fact.Retired retired) {
            return with(after, curve.upTo(retired.decision().epoch()));
        } else if (fact instanceof Fact.Failed failed) {
            return with(after, curve, trained, reporting, failed.reason());
        } else if (fact instanceof Fact.GivenUp givenUp) {
            return with(after, curve, trained, reporting, givenUp.reason());
        }
        return with(after, curve);
    }

    /** A client over HTTP ended the trial with the epochs that it knew of, and another one came in before. */
    private boolean isOvertaken(Fact.Completed completed) {
        return Ask.isAsker(completed.worker()) && completed.epochs() < curve.lastEpoch();
    }

    /** Whether {@code restored} says where its attempt starts: it is the first thing that the attempt reports. */
    public boolean mayStartAt(Fact.Restored restored) {
        return job.believes(restored) && restored.attempt() > reporting;
    }

    /**
     * Whether a client over HTTP, which does not say where it starts, starts with {@code epoch} before the end of the
     * curve: the later epochs belong to a lost model.
     */
    public boolean startsAgain(Fact.Epoch epoch) {
        return Ask.isAsker(epoch.worker())
                && job.believes(epoch)
                && epoch.attempt() > Math.max(1, reporting)
                && epoch.epoch() <= curve.lastEpoch();
    }

    /** The same trial, of which the attempt of {@code fact} reports now. */
    public TrialLog heardFrom(Fact.FromWorker fact) {
        return with(job, curve, trained, Math.max(reporting, fact.attempt()), failure);
    }

    /**
     * Adds an epoch. An epoch that is reported again only updates the checkpoint's location. A trial that gets further
     * than ever before does not kill its workers.
     */
    private TrialLog longer(Fact.Epoch epoch) {
        if (startsAgain(epoch)) {
            return with(job, curve.upTo(epoch.epoch() - 1).plus(epoch.point())).heardFrom(epoch);
        }
        TrialLog heard = heardFrom(epoch);
        if (epoch.epoch() <= curve.lastEpoch()) {
            return heard.with(job, curve.kept(epoch.point()));
        }
        JobLog after = epoch.epoch() > trained ? job.forgiven() : job;
        return heard.with(after, curve.plus(epoch.point()), Math.max(trained, epoch.epoch()), heard.reporting, failure);
    }

    /** The same trial with its lapses reset. */
    public TrialLog forgiven() {
        return with(job.forgiven(), curve);
    }

    /** The same trial with another curve. */
    public TrialLog withCurve(Curve other) {
        return with(job, other, Math.max(trained, other.lastEpoch()), reporting, failure);
    }

    private TrialLog with(JobLog otherJob, Curve otherCurve) {
        return with(otherJob, otherCurve, trained, reporting, failure);
    }

    private TrialLog with(JobLog otherJob, Curve otherCurve, int epochs, int attempt, @Nullable String why) {
        return new TrialLog(otherJob, number, role, parameters, seed, repeat, otherCurve, epochs, attempt, why);
    }
}
