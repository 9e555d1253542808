package dev.trialstream.protocol.study;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The effective study: nothing left open. It is what {@code accepted} carries and what samplers, rules and trainers
 * see; written as YAML it is a study file that asks for exactly itself.
 *
 * @param data with its task found out; null where whoever asks for the trials has them
 * @param fixed parameters that are not searched
 * @param enqueue configurations of the first trials, in order; each a point of {@code space}
 */
public record Study(
        String study,
        @Nullable DataSpec data,
        TrainerSpec trainer,
        Objective objective,
        SearchSpace space,
        Parameters fixed,
        SearchSpec search,
        StoppingSpec stopping,
        Budget budget,
        List<Parameters> enqueue,
        Promotion promotion) {
    @SuppressWarnings("NullAway") // studies accepted before there was confirmation
    public Study {
        enqueue = List.copyOf(enqueue);
        promotion = promotion == null ? Promotion.NONE : promotion;
    }

    /** @throws IllegalStateException where this study has no data of its own */
    public DataSpec requireData() {
        if (data == null) {
            throw new IllegalStateException("study " + study + " has no data of its own");
        }
        return data;
    }

    /** Why {@code parameters} are no configuration of this study, as {@code NAME: what is wrong}; empty where they are one. */
    public Optional<String> objectionTo(Parameters parameters) {
        return space.objectionTo(parameters, fixed);
    }

    public Study withStopping(StoppingSpec other) {
        return new Study(study, data, trainer, objective, space, fixed, search, other, budget, enqueue, promotion);
    }
}
