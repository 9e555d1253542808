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
 * <p>Rungs stand as for {@link Asha}. A trial that reaches one pauses there, and goes on once it is among the best
 * ⌊n/η⌋ of the n that have reached it: at once, or when others have come after it that are worse. So an early bad
 * neighbourhood costs a trial nothing but time, where {@link Asha} has stopped it for good, and nobody trains on merely
 * because there is nobody yet to be compared with.
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
     * Of the highest rung first, and there the best first, as the paper has it. It looks at one trial more of each rung
     * than it resumes: those after it are worse.
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
        return Halving.at(study, curves.at(epoch.epoch()), reduction, epoch);
    }

    @Override
    public boolean pauses() {
        return true;
    }

    /** As study files have it. */
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
