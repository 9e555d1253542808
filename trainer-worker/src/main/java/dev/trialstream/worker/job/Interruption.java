package dev.trialstream.worker.job;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.ObeyedDecision;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The end of a training from outside, before its last epoch. */
public sealed interface Interruption {
    /** The decision that the trainer obeys. Only of {@link Decided} it is one of the log. */
    Decision verdict(Job job);

    /**
     * The fact that the worker states once the trainer has obeyed; empty where the end is another worker's to tell.
     *
     * @param epochs that the trial has trained
     */
    Optional<Fact.FromWorker> end(Job job, String worker, int epochs);

    /** A decision of the judge or the orchestrator. */
    record Decided(Decision decision) implements Interruption {
        @Override
        public Decision verdict(Job job) {
            return decision;
        }

        @Override
        public Optional<Fact.FromWorker> end(Job job, String worker, int epochs) {
            return ObeyedDecision.fact(decision, job.job(), job.attempt(), worker, epochs);
        }
    }

    /** The worker leaves: the job goes on elsewhere from its last checkpoint. */
    record Leaving() implements Interruption {
        private static final String REASON = "the worker is leaving";

        @Override
        public Decision verdict(Job job) {
            return suspend(job, "leaving", REASON);
        }

        @Override
        public Optional<Fact.FromWorker> end(Job job, String worker, int epochs) {
            return Optional.of(new Fact.Released(job.job(), job.attempt(), worker, REASON));
        }
    }

    /** The attempt has taken too long. */
    record TimedOut(String reason) implements Interruption {
        @Override
        public Decision verdict(Job job) {
            return suspend(job, "deadline", reason);
        }

        @Override
        public Optional<Fact.FromWorker> end(Job job, String worker, int epochs) {
            return Optional.of(new Fact.Released(job.job(), job.attempt(), worker, reason, Failure.TIMED_OUT));
        }
    }

    /** A decision of the worker itself, which it tells nobody but the trainer. */
    private static Decision suspend(Job job, String rule, String reason) {
        String attempt = job.job() + "/" + job.attempt();
        Grounds grounds = new Grounds(rule, Map.of(), reason, "", Instant.EPOCH);
        return new Decision.Suspend(attempt + "/" + rule, job.study(), job.job(), job.attempt(), grounds);
    }
}
