package dev.trialstream.training.plan;

import org.jspecify.annotations.Nullable;

/**
 * The learning rate, and the momentum that moves against it.
 *
 * @param top the highest rate
 * @param warmUp epochs of linear rise to the start of the schedule
 * @param momentum null if the optimizer's momentum stays constant
 */
public record Rate(
        double top,
        Schedule schedule,
        double warmUp,
        @Nullable Span momentum) {

    /** From {@code low}, at the highest rate, to {@code high}, at the lowest. */
    public record Span(double low, double high) {}

    static Rate constant(double rate) {
        return new Rate(rate, new Schedule.Constant(), 0, null);
    }
}
