package dev.trialstream.policy.diagnosis;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.Objective.Direction;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Diagnoses one training from its curve. It uses the losses ({@code training_loss} and {@code validation_loss}) and the
 * objective, as far as the trainer reports them. An objective to be maximised is used with its sign changed.
 */
public final class TrialDiagnosis {
    /** With fewer epochs a curve can only show divergence. */
    static final int FEWEST = 5;

    private static final String TRAINING = "training_loss";
    private static final String VALIDATION = "validation_loss";

    private final Study study;
    private final Curve curve;
    private final Series training;
    private final Series validation;
    private final Series objective;

    private TrialDiagnosis(Study study, Curve curve) {
        this.study = study;
        this.curve = curve;
        this.training = Series.of(curve, TRAINING);
        this.validation = Series.of(curve, VALIDATION);
        Series metric = Series.of(curve, study.objective().metric());
        double sign = study.objective().direction() == Direction.MINIMIZE ? 1 : -1;
        this.objective = new Series(java.util.Arrays.stream(metric.values())
                .map(value -> sign * value)
                .toArray());
    }

    /**
     * All findings, the most serious first; empty if there are none.
     *
     * @param failure why the trial failed, or null
     */
    public static List<Finding> of(Study study, Curve curve, @Nullable String failure) {
        TrialDiagnosis it = new TrialDiagnosis(study, curve);
        Optional<Finding> diverged = it.diverged(failure);
        if (diverged.isPresent()) {
            return List.of(diverged.get());
        } else if (failure != null || curve.epochs().size() < FEWEST || it.objective.size() < FEWEST) {
            return List.of();
        }
        Optional<Finding> notLearning = it.notLearning();
        if (notLearning.isPresent()) {
            return List.of(notLearning.get());
        }
        List<Finding> found = new ArrayList<>();
        Stream.of(it.overFitting(), it.rateTooHigh(), it.rateTooLow(), it.underFitting(), it.plateau(), it.noisy())
                .flatMap(Optional::stream)
                .forEach(found::add);
        return found;
    }

    private Optional<Finding> diverged(@Nullable String failure) {
        for (EpochPoint point : curve.epochs()) {
            double value = point.metric(study.objective().metric());
            double loss = point.metrics().getOrDefault(TRAINING, 0.0);
            if (!Double.isFinite(value) || !Double.isFinite(loss)) {
                return Optional.of(new Finding(
                        "diverged",
                        Map.of("epoch", (double) point.epoch()),
                        "no finite "
                                + (Double.isFinite(loss) ? study.objective().metric() : TRAINING) + " at epoch "
                                + point.epoch(),
                        DIVERGED));
            }
        }
        return failure != null && failure.toLowerCase(Locale.ROOT).matches(".*(not finite|diverge|explod).*")
                ? Optional.of(new Finding("diverged", Map.of("epoch", (double) curve.lastEpoch()), failure, DIVERGED))
                : Optional.empty();
    }

    private static final String DIVERGED =
            "lower the upper bound of the learning rate (range test, H1), clip gradients,"
                    + " or choose an initialisation that fits the activation (A6)";

    /** Neither loss nor objective is two per cent better than after the first epoch. */
    private Optional<Finding> notLearning() {
        double gained = gain(objective);
        double lossGained = training.size() < FEWEST ? 0 : gain(training);
        if (gained > 0.02 || lossGained > 0.02) {
            return Optional.empty();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("gain", gained);
        numbers.put("epochs", (double) curve.lastEpoch());
        return Optional.of(
                new Finding(
                        "not_learning",
                        numbers,
                        String.format(
                                Locale.ROOT,
                                "%s is %.2g better than after the first of %d epochs, as a share of it",
                                study.objective().metric(),
                                gained,
                                curve.lastEpoch()),
                        "try a larger learning rate (range test, H1), another initialisation (A6), and normalised inputs (D7, D8)"));
    }

    /** Improvement from the first value to the best, as a share of the first. */
    private static double gain(Series series) {
        double first = Math.abs(series.first());
        return first == 0 ? 0 : (series.first() - series.min()) / first;
    }

    /** At least three epochs after its best, the validation loss is five per cent worse and the gap a quarter wider. */
    private Optional<Finding> overFitting() {
        if (validation.size() < FEWEST || training.size() != validation.size()) {
            return Optional.empty();
        }
        int best = validation.smallest();
        double worse = validation.last() / validation.min() - 1;
        double gapThen = validation.at(best) - training.at(best);
        double gapNow = validation.last() - training.last();
        boolean over = validation.size() - 1 - best >= 3
                && validation.min() > 0
                && worse > 0.05
                && training.last() < training.at(best)
                && gapNow > 1.25 * Math.max(gapThen, 0);
        if (!over) {
            return Optional.empty();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("best_epoch", (double) best + 1);
        numbers.put("worse", worse);
        numbers.put("gap_then", gapThen);
        numbers.put("gap", gapNow);
        return Optional.of(
                new Finding(
                        "over_fitting",
                        numbers,
                        String.format(
                                Locale.ROOT,
                                "since epoch %d validation loss has become %.0f %% worse, and its distance from training loss"
                                        + " went from %.3g to %.3g",
                                best + 1,
                                100 * worse,
                                gapThen,
                                gapNow),
                        "more weight decay (H7) or dropout, fewer layers or units (A5), early stopping (A10), or more data (D6)"));
    }

    /** Training loss rises in three of ten steps, and these rises are not those of a cyclic schedule. */
    private Optional<Finding> rateTooHigh() {
        if (training.size() < FEWEST || training.rises() < 0.3 || training.roughness() < 0.02 * training.mean()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "learning_rate_too_high",
                Map.of("rises", training.rises(), "roughness", training.roughness()),
                String.format(Locale.ROOT, "training loss rose in %.0f %% of the epochs", 100 * training.rises()),
                "a smaller learning rate, a decay of it (H2), or a larger batch (H4)"));
    }

    /** The last third of the epochs still brought a fifth of all improvement, and hardly a step went up. */
    private Optional<Finding> rateTooLow() {
        if (training.size() < FEWEST || training.rises() > 0.1) {
            return Optional.empty();
        }
        double all = training.first() - training.min();
        Series tail = training.tail(2.0 / 3);
        double late = tail.first() - tail.last();
        if (!(all > 0 && late > 0.2 * all)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "learning_rate_too_low",
                Map.of("late_share", late / all),
                String.format(
                        Locale.ROOT,
                        "%.0f %% of what it learnt it learnt in the last third of its epochs, without a step back",
                        100 * late / all),
                "a larger learning rate (H1, H3), or more epochs"));
    }

    /**
     * It has stopped improving, its training loss is at least a third of the first one, and there is no gap worth
     * mentioning.
     */
    private Optional<Finding> underFitting() {
        if (training.size() < FEWEST || validation.size() != training.size()) {
            return Optional.empty();
        }
        double left = training.last() / training.first();
        double gap = (validation.last() - training.last()) / Math.abs(validation.last());
        if (!(left > 1.0 / 3 && gap < 0.1 && isFlat(training))) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "under_fitting",
                Map.of("training_loss_left", left, "gap", gap),
                String.format(
                        Locale.ROOT,
                        "training loss stays at %.0f %% of its first value, and validation is as good: the network"
                                + " cannot represent more",
                        100 * left),
                "more layers or units (A3, A5), another activation (A8), or less weight decay and dropout (H7)"));
    }

    private Optional<Finding> plateau() {
        if (!isFlat(objective)) {
            return Optional.empty();
        }
        Series tail = objective.tail(2.0 / 3);
        return Optional.of(new Finding(
                "plateau",
                Map.of("gain", share(tail.first() - tail.min(), tail.first()), "epochs", (double) tail.size()),
                String.format(
                        Locale.ROOT,
                        "%s has not become better by a hundredth in the last %d epochs",
                        study.objective().metric(),
                        tail.size()),
                "a decay or a cycle of the learning rate (H2), or early stopping (A10)"));
    }

    /** Less than one per cent gained over the last third. */
    private static boolean isFlat(Series series) {
        Series tail = series.tail(2.0 / 3);
        return tail.size() >= 3 && share(tail.first() - tail.min(), tail.first()) < 0.01;
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / Math.abs(whole);
    }

    /** The objective varies from epoch to epoch by more than it has gained since the middle. */
    private Optional<Finding> noisy() {
        Series tail = objective.tail(0.5);
        double rough = tail.roughness();
        double gained = Math.abs(tail.first() - tail.min());
        if (tail.size() < 4 || !(rough > 0.05 * Math.abs(tail.mean()) && rough > gained)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        "noisy_validation",
                        Map.of("noise", rough, "gain", gained),
                        String.format(
                                Locale.ROOT,
                                "%s goes up and down by %.2g from epoch to epoch and has gained %.2g since the middle",
                                study.objective().metric(),
                                rough,
                                gained),
                        "more validation rows, an objective smoothed over epochs, a smaller learning rate or a larger batch (H4)"));
    }
}
