import dev.trialstream.policy.search.Feasible;
import dev.trialstream.policy.search.Sampler;
import dev.trialstream.policy.search.SearchHistory;
import dev.trialstream.policy.search.Suggestion;
import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An example sampler: the points of Halton's sequence (Halton 1960), which fill a space more evenly than random ones,
 * shifted by the seed of the study.
 */
public final class Halton implements Sampler {
    private static final Key<Integer> SKIP = Key.whole("skip", 0, 100_000)
            .otherwise(20)
            .help("Points at the beginning of the sequence that are left out.");

    private static final int[] PRIMES = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53};

    @Override
    public String name() {
        return "halton"; // a study says search: {algorithm: halton, skip: 5}
    }

    @Override
    public String help() {
        return "Takes the points of Halton's sequence, which fill the space evenly.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(SKIP);
    }

    @Override
    public Suggestion suggest(Study study, SearchHistory history, int number) {
        int index = number + study.search().settings().get(SKIP);
        List<String> names = List.copyOf(study.space().dimensions().keySet());
        Parameters point = study.space()
                .draw(study.fixed(), name -> (radicalInverse(index, PRIMES[names.indexOf(name) % PRIMES.length])
                                + shift(study, names.indexOf(name)))
                        % 1);
        return new Suggestion(Feasible.orDrawn(study, number, point));
    }

    /** The digits of {@code index} in base {@code prime}, mirrored at the point. */
    private static double radicalInverse(int index, int prime) {
        double value = 0;
        double digit = 1.0 / prime;
        for (int rest = index; rest > 0; rest /= prime) {
            value += rest % prime * digit;
            digit /= prime;
        }
        return value;
    }

    private static double shift(Study study, int dimension) {
        long seed = Seeds.derive(study.search().seed(), dimension, Seeds.Purpose.SUGGESTION);
        return new SplittableRandom(seed).nextDouble();
    }
}
