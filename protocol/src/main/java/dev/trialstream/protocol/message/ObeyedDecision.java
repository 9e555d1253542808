package dev.trialstream.protocol.message;

import java.util.Optional;

/** The fact that the owner of an attempt writes after it has obeyed a decision. */
public final class ObeyedDecision {
    private ObeyedDecision() {}

    /**
     * The fact that ends the attempt; empty for a fence, because only the owner writes the end.
     *
     * @param epochs that the trial has trained
     * @throws IllegalArgumentException if the decision does not end an attempt
     */
    public static Optional<Fact.FromWorker> fact(
            Decision decision, String job, int attempt, String worker, int epochs) {
        return switch (decision.type()) {
            case STOP -> Optional.of(new Fact.Stopped(job, attempt, worker, epochs, (Decision.Stop) decision));
            case PAUSE -> Optional.of(Fact.Released.paused(job, attempt, worker, (Decision.Pause) decision));
            case SUSPEND -> Optional.of(new Fact.Released(job, attempt, worker, decision.reason()));
            case FENCE -> Optional.empty();
            case RESUME, RETIRE, CONFIRM, PROMOTE, DIAGNOSE ->
                throw new IllegalArgumentException("a decision of type " + decision.type() + " ends no attempt");
        };
    }
}
