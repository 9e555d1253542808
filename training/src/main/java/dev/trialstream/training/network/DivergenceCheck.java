package dev.trialstream.training.network;

import dev.trialstream.training.engine.EpochStats;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.plan.Plan;
import java.util.Locale;
import java.util.Optional;

/**
 * When a training has diverged: a loss that is no number, or one far above that of guessing, because too large a rate may
 * saturate a network, whose loss then is huge but finite. For classes the bound is a thousand times ln(classes); for
 * numbers it is errors a thousand times as large as those of always answering the mean, whose standardised loss is 1.
 */
final class DivergenceCheck {
    private static final double TIMES_CHANCE = 1000;

    private final double bound;
    private final double learningRate;

    DivergenceCheck(Plan plan) {
        this.bound = bound(plan);
        this.learningRate = plan.learningRate();
    }

    private static double bound(Plan plan) {
        if (plan.loss().ofClasses()) {
            return TIMES_CHANCE * Math.log(plan.network().head().width());
        } else if (plan.loss() instanceof Loss.Huber huber) { // grows no faster than this beyond δ
            return TIMES_CHANCE * Math.max(1, huber.delta());
        }
        return plan.loss() instanceof Loss.AbsoluteError ? TIMES_CHANCE : TIMES_CHANCE * TIMES_CHANCE;
    }

    /**
     * Why it has, in one line, or empty where it has not.
     *
     * @param validation empty where there are no rows to validate on
     */
    Optional<String> check(int epoch, EpochStats stats, Evaluation training, Optional<Evaluation> validation) {
        // DL4J's loss of a step is cut off, so only whether it is a number counts.
        if (!Double.isFinite(stats.loss())) {
            return Optional.of(diverged(epoch, "training", stats.loss()));
        }
        if (!bounded(training)) {
            return Optional.of(diverged(epoch, "training", training.loss()));
        }
        return validation
                .filter(evaluation -> !bounded(evaluation))
                .map(evaluation -> diverged(epoch, "validation", evaluation.loss()));
    }

    private boolean bounded(Evaluation evaluation) {
        return evaluation.loss() <= bound;
    }

    private String diverged(int epoch, String part, double loss) {
        return String.format(
                Locale.ROOT,
                "diverged in epoch %d: %s loss %s; lower the learning rate (now %s)",
                epoch,
                part,
                Double.isFinite(loss) ? String.format(Locale.ROOT, "%.4g, expected at most %.4g", loss, bound) : loss,
                learningRate);
    }
}
