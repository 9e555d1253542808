package dev.trialstream.training.plan;

import org.jspecify.annotations.Nullable;

/**
 * The learning rate, and the momentum that moves against it.
 *
 * @param top the highest
 * @param warmUp epochs over which it rises linearly to where its schedule begins
 * @param momentum null where it stays as the optimizer has it
 */
public record Rate(
        double top,
        Schedule schedule,
        double warmUp,
        @Nullable Span momentum) {

    /** From {@code low}, where the rate is at its top, to {@code high}, where it is at its floor. */
    public record Span(double low, double high) {}

    static Rate constant(double rate) {
        return new Rate(rate, new Schedule.Constant(), 0, null);
    }
}
