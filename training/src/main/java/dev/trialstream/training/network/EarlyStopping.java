package dev.trialstream.training.network;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.training.plan.LearningRateSchedule;
import dev.trialstream.training.plan.Plan;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a training that no longer improves: if the study's metric has not improved by more than {@code min_improvement}
 * for {@code patience} epochs (Prechelt 1998). If the rate cycles, it waits at least a whole cycle, because the metric
 * may get worse while the rate rises. The study's objective still decides which epoch is the best.
 */
final class EarlyStopping {
    private final Objective objective;
    private final int patience;
    private final double improvement;
    private double best = Double.POSITIVE_INFINITY;
    private int since;

    /** @param patience in epochs; 0: never */
    EarlyStopping(Objective objective, int patience, double improvement) {
        this.objective = objective;
        this.patience = patience;
        this.improvement = improvement;
    }

    /** @param epochs of earlier attempts; their metrics are in the job */
    static EarlyStopping of(Job.Train job, Plan plan, int epochs) {
        Parameters knobs = job.parameters()
                .orElse(Hyperparameters.of(job.trainer().requireModel()).defaults());
        int patience = knobs.integer("patience");
        int cycle = (int) Math.ceil(LearningRateSchedule.of(plan).cycleEpochs());
        EarlyStopping stopping = new EarlyStopping(
                job.objective(), patience == 0 ? 0 : Math.max(patience, cycle), knobs.number("min_improvement"));
        job.curve().epochs().stream()
                .filter(point -> point.epoch() <= epochs)
                .forEach(point -> stopping.after(point.metrics()));
        return stopping;
    }

    /** Why the epoch with these metrics is the last; empty if it is not. */
    Optional<String> after(Map<String, Double> metrics) {
        Double value = metrics.get(objective.metric());
        if (patience == 0 || value == null) {
            return Optional.empty();
        }
        double cost = objective.direction() == Objective.Direction.MINIMIZE ? value : -value;
        since = cost < best - improvement ? 0 : since + 1;
        best = since == 0 ? cost : best;
        return since < patience
                ? Optional.empty()
                : Optional.of("stopped early: " + objective.metric() + " has not improved by more than " + improvement
                        + " for " + since + " epochs");
    }
}
