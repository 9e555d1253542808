package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.LearningRateSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** Adapts a {@link LearningRateSchedule} to DL4J; only in memory. */
final class PaceSchedule implements ISchedule {
    private static final long serialVersionUID = 1;

    private final transient LearningRateSchedule pace;

    PaceSchedule(LearningRateSchedule pace) {
        this.pace = pace;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return pace.rateAt(iteration);
    }

    @Override
    @SuppressWarnings({"MethodDoesntCallSuperMethod", "PMD.ProperCloneImplementation"})
    public PaceSchedule clone() {
        return this;
    }
}
