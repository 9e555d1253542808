package dev.trialstream.training.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The course of the learning rate, as a share of its top; {@link LearningRateSchedule} computes the numbers. Lengths
 * are in epochs. A cyclic schedule is stretched to the nearest whole number of cycles, so that a training ends at a low
 * rate.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Schedule.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Schedule.Step.class, name = "step"),
    @JsonSubTypes.Type(value = Schedule.Triangular.class, name = "triangular"),
    @JsonSubTypes.Type(value = Schedule.OneCycle.class, name = "one_cycle"),
    @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine")
})
public sealed interface Schedule {
    /** Always 1. */
    record Constant() implements Schedule {}

    /** {@code factor}^⌊epochs so far / every⌋. */
    record Step(double every, double factor) implements Schedule {}

    /**
     * Smith 2017: with cycle = ⌊1 + i/2s⌋ and x = |i/s − 2·cycle + 1| the rate is floor + (1 − floor)·max(0, 1 − x)·d,
     * where d is 1, or {@code shrink}^(cycle − 1), or γ^i.
     *
     * @param half s, in epochs
     * @param shrink 1/2 for {@code triangular2}, otherwise 1
     * @param gamma γ for {@code exp_range}, otherwise 1
     */
    record Triangular(double half, double shrink, double gamma, double floor) implements Schedule {}

    /**
     * Smith and Topin 2017, over the whole training: linearly from the floor to 1 in its first 45 %, back in the next
     * 45 %, and in the last tenth down to a hundredth of the floor.
     */
    record OneCycle(double floor) implements Schedule {}

    /**
     * floor + (1 − floor)·(1 + cos(π·t/T))/2 at t of T (Loshchilov and Hutter 2017).
     *
     * @param restart length of the first cycle; 0: the whole training is one
     * @param growth factor from one cycle to the next
     */
    record Cosine(double restart, double growth, double floor) implements Schedule {}

    /** Whether the rate rises again after it has fallen, or falls after it has risen. */
    default boolean cycles() {
        return this instanceof Triangular || this instanceof OneCycle || (this instanceof Cosine c && c.restart() > 0);
    }
}
