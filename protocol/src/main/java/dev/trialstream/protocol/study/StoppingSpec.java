package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which rule stops weak trials early, and its settings. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StoppingSpec.None.class, name = "none"),
    @JsonSubTypes.Type(value = StoppingSpec.Asha.class, name = "asha"),
    @JsonSubTypes.Type(value = StoppingSpec.Median.class, name = "median"),
    @JsonSubTypes.Type(value = StoppingSpec.Patience.class, name = "patience")
})
public sealed interface StoppingSpec {

    /** Every trial trains to its last epoch. */
    record None() implements StoppingSpec {}

    /**
     * Asynchronous successive halving in its stopping form.
     *
     * @param min epochs at the first rung, at least 1
     * @param reduction η, at least 2: of the trials that reach a rung about 1/η go on, and rungs are η apart
     */
    record Asha(int min, int reduction) implements StoppingSpec {
        public static final Asha STANDARD = new Asha(1, 3);
    }

    /**
     * Worse than the median of the others at the same epoch.
     *
     * @param warmup epochs that every trial may train, at least 0
     * @param minTrials how many others must have reached the epoch, at least 1
     */
    record Median(int warmup, int minTrials) implements StoppingSpec {
        /** The score of three epochs is the first that is smoothed in full. */
        public static final Median STANDARD = new Median(3, 4);
    }

    /**
     * No improvement for a number of epochs.
     *
     * @param epochs to wait, at least 1
     * @param minDelta what counts as improvement: more than this, in the unit of the metric, at least 0
     */
    record Patience(int epochs, double minDelta) implements StoppingSpec {
        public static final Patience STANDARD = new Patience(5, 0);
    }
}
