package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    /** Of the highest rung first, and there the best first, as the paper has it. */
    @Override
    public List<Verdict.Resume> resume(Study study, Curves curves, List<NewEpoch> paused) {
        return paused.stream()
                .filter(trial -> Halving.isRung(study, min, reduction, trial.epoch()))
                .map(trial -> new Waiting(trial, standing(study, curves, trial)))
                .filter(waiting -> waiting.standing().isAmongTheBest())
                .sorted(Comparator.comparingInt((Waiting it) -> -it.trial().epoch())
                        .thenComparingInt(it -> it.standing().rank())
                        .thenComparing(it -> it.trial().trial()))
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

    /** Knows {@code {rule: asha_promote, min: 1, reduction: 2}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.AshaPromote it
                    ? Optional.of(new AshaPromote(it.min(), it.reduction()))
                    : Optional.empty();
        }
    }
}
