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

/** An external end of a training, before its last epoch. */
public sealed interface Interruption {
    /** The decision that the trainer obeys. Only that of {@link Decided} is in the log. */
    Decision verdict(Job job);

    /**
     * The fact that the worker writes after the trainer has obeyed; empty if another worker must write the end.
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

    /** The worker leaves; the job continues elsewhere from its last checkpoint. */
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

    /** The worker's own decision, which only its trainer sees. */
    private static Decision suspend(Job job, String rule, String reason) {
        String attempt = job.job() + "/" + job.attempt();
        Grounds grounds = new Grounds(rule, Map.of(), reason, "", Instant.EPOCH);
        return new Decision.Suspend(attempt + "/" + rule, job.study(), job.job(), job.attempt(), grounds);
    }
}
