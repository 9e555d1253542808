package dev.trialstream.policy.search;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.study.Study;
import java.util.SplittableRandom;

/**
 * Draws every trial from the prior of the space, independent of earlier trials (Bergstra and Bengio 2012, "Random
 * search for hyper-parameter optimization").
 */
public final class RandomSampler implements Sampler {

    @Override
    public String name() {
        return "random";
    }

    @Override
    public String help() {
        return "Draws from the space, whatever happened before.";
    }

    @Override
    public Suggestion suggest(Study study, SearchHistory history, int number) {
        SplittableRandom random =
                new SplittableRandom(Seeds.derive(study.search().seed(), number, Seeds.Purpose.SUGGESTION));
        return new Suggestion(Feasible.point(
                study, () -> study.space().draw(study.fixed(), name -> random.nextDouble())));
    }
}
