package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * {@code asha_promote}: asynchronous successive halving as it was published (Li et al. 2020, "A System for Massively
 * Parallel Hyperparameter Tuning", MLSys, algorithm 2).
 *
 * <p>Rungs are as for {@link Asha}. A trial that reaches a rung pauses there and resumes once it is among the best
 * ⌊n/η⌋ of the n trials that have reached it: at once, or after worse trials have arrived. So a trial with strong early
 * rivals only loses time, where {@link Asha} would stop it for good. And no trial continues merely because there is no
 * other to compare it with.
 *
 * @param min the first rung, in epochs
 * @param reduction η
 */
public record AshaPromote(int min, int reduction) implements StoppingRule {
    private static final String NAME = "asha_promote";

    public AshaPromote {
        if (min < 1 || reduction < 2) {
            throw new IllegalArgumentException(
                    "asha_promote: expected min of at least 1 and reduction of at least 2, got min " + min
                            + " and reduction " + reduction);
        }
    }

    @Override
    public int firstEpoch() {
        return min;
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        if (!Halving.isRung(study, min, reduction, epoch.epoch())) {
            return new Verdict.GoOn();
        }
        Halving standing = standing(study, curves, epoch);
        return standing.isAmongTheBest()
                ? new Verdict.GoOn()
                : new Verdict.Pause(NAME, standing.numbers(), standing.reason(study));
    }

    @Override
    public List<Verdict.Resume> resume(Study study, Curves curves, List<NewEpoch> paused) {
        return resume(study, curves, PausedTrials.of(study.objective(), paused));
    }

    /**
     * The highest rung first, and within it the best first, as in the paper. It looks at one more trial of each rung
     * than it resumes, because those after it are worse.
     */
    @Override
    public List<Verdict.Resume> resume(Study study, Curves curves, PausedTrials paused) {
        return paused.epochs().stream()
                .filter(epoch -> Halving.isRung(study, min, reduction, epoch))
                .flatMap(epoch -> paused.at(epoch)
                        .map(trial -> new Waiting(trial, standing(study, curves, trial)))
                        .takeWhile(waiting -> waiting.standing().isAmongTheBest()))
                .map(it -> new Verdict.Resume(
                        it.trial().trial(),
                        NAME,
                        it.standing().numbers(),
                        it.standing().reason(study)))
                .toList();
    }

    private record Waiting(NewEpoch trial, Halving standing) {}

    private Halving standing(Study study, Curves curves, NewEpoch epoch) {
        return Halving.at(study, Halving.rung(study, curves, epoch.epoch(), Curves.Group.ALL), reduction, epoch);
    }

    @Override
    public boolean pauses() {
        return true;
    }

    /** In study file form. */
    public StoppingSpec spec() {
        return new StoppingSpec(
                Factory.NAME, Settings.none().with(Factory.MIN, min).with(Factory.REDUCTION, reduction));
    }

    /** {@code asha_promote}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "asha_promote";
        static final Key<Integer> MIN =
                Key.whole("min", 1, Budget.MOST_EPOCHS).otherwise(1).help("Epochs at the first rung.");
        static final Key<Integer> REDUCTION = Key.whole("reduction", 2, 1_000)
                .otherwise(2)
                .help("Rungs are this factor of epochs apart, and about one in so many trials goes on.");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "Pauses every trial at a rung, and resumes it once it is among the best 1/reduction there.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(MIN, REDUCTION);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new AshaPromote(settings.get(MIN), settings.get(REDUCTION));
        }
    }
}
