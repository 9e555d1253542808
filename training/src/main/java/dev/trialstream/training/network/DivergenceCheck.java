package dev.trialstream.training.network;

import dev.trialstream.training.engine.EpochStats;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.plan.Plan;
import java.util.Locale;
import java.util.Optional;

/**
 * Detects divergence: a loss that is not finite, or one far above that of guessing, because too large a rate may
 * saturate a network whose loss is then huge but finite. The bound for classification is a thousand times ln(classes).
 * The bound for regression is errors a thousand times as large as those of always predicting the mean, whose
 * standardised loss is 1.
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
     * Why it has diverged, in one line; empty if it has not.
     *
     * @param validation empty without validation rows
     */
    Optional<String> check(int epoch, EpochStats stats, Evaluation training, Optional<Evaluation> validation) {
        // DL4J truncates the loss of a step, so only its finiteness counts.
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
