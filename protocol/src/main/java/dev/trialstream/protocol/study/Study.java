package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.List;

/**
 * The effective study: nothing left open. It is what {@code accepted} carries and what samplers, rules and trainers
 * see; written as YAML it is a study file that asks for exactly itself.
 *
 * @param data with its task found out
 * @param fixed parameters that are not searched
 * @param enqueue configurations of the first trials, in order; each a point of {@code space} that holds the constraints
 * @param constraints that every trial holds; each names parameters of {@code space} and {@code fixed} alone
 */
public record Study(
        String study,
        DataSpec data,
        TrainerSpec trainer,
        Objective objective,
        SearchSpace space,
        Parameters fixed,
        SearchSpec search,
        StoppingSpec stopping,
        Budget budget,
        List<Parameters> enqueue,
        Promotion promotion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Constraint> constraints) {
    @SuppressWarnings("NullAway") // studies accepted before there were confirmation and constraints
    public Study {
        enqueue = List.copyOf(enqueue);
        promotion = promotion == null ? Promotion.NONE : promotion;
        constraints = constraints == null ? List.of() : List.copyOf(constraints);
    }
}
