package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rule stops weak trials early, and its settings. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StoppingSpec.None.class, name = "none"),
    @JsonSubTypes.Type(value = StoppingSpec.Asha.class, name = "asha"),
    @JsonSubTypes.Type(value = StoppingSpec.Median.class, name = "median"),
    @JsonSubTypes.Type(value = StoppingSpec.Percentile.class, name = "percentile"),
    @JsonSubTypes.Type(value = StoppingSpec.AshaPromote.class, name = "asha_promote"),
    @JsonSubTypes.Type(value = StoppingSpec.Hyperband.class, name = "hyperband"),
    @JsonSubTypes.Type(value = StoppingSpec.Patience.class, name = "patience"),
    @JsonSubTypes.Type(value = StoppingSpec.Threshold.class, name = "threshold"),
    @JsonSubTypes.Type(value = StoppingSpec.Divergence.class, name = "divergence"),
    @JsonSubTypes.Type(value = StoppingSpec.Extrapolation.class, name = "extrapolation"),
    @JsonSubTypes.Type(value = StoppingSpec.AnyOf.class, name = "any_of"),
    @JsonSubTypes.Type(value = StoppingSpec.AllOf.class, name = "all_of"),
    @JsonSubTypes.Type(value = StoppingSpec.NotBefore.class, name = "not_before")
})
public sealed interface StoppingSpec {
    /** Whether trials may have to wait under this rule before it is known what becomes of them. */
    default boolean pauses() {
        return this instanceof AshaPromote
                || (this instanceof AnyOf any && any.anyOf().stream().anyMatch(StoppingSpec::pauses));
    }

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

    /**
     * Worse than a percentile of the others at the same epoch.
     *
     * @param percentile share of the others, in per cent, that a trial has to be no worse than the last of; above 0,
     *     below 100, and 50 is the median
     * @param warmup epochs that every trial may train, at least 0
     * @param minTrials how many others must have reached the epoch, at least 1
     */
    record Percentile(double percentile, int warmup, int minTrials) implements StoppingSpec {
        public static final Percentile STANDARD = new Percentile(50, 3, 4);
    }

    /**
     * Asynchronous successive halving in its promoting form: every trial pauses at a rung, and goes on once it is among
     * the best 1/η there.
     *
     * @param min epochs at the first rung, at least 1
     * @param reduction η, at least 2
     */
    record AshaPromote(int min, int reduction) implements StoppingSpec {
        /** Half of the trials go on from each rung: beats the others on recorded curves, see benchmarks/stopping. */
        public static final AshaPromote STANDARD = new AshaPromote(1, 2);
    }

    /**
     * Successive halving from several first rungs at once, each with its share of the trials.
     *
     * @param min epochs at the first rung of the keenest bracket, at least 1
     * @param reduction η, at least 2
     */
    record Hyperband(int min, int reduction) implements StoppingSpec {
        public static final Hyperband STANDARD = new Hyperband(1, 3);
    }

    /**
     * A metric beyond a bound.
     *
     * @param metric name of one that the trainer reports; null: that of the objective
     * @param above stops a trial whose metric is larger; null where only {@code below} counts
     * @param below stops a trial whose metric is smaller; null where only {@code above} counts
     * @param from first epoch that is looked at, at least 1
     */
    record Threshold(
            @Nullable String metric,
            @Nullable Double above,
            @Nullable Double below,
            int from) implements StoppingSpec {}

    /**
     * Training that has come to nothing.
     *
     * @param factor an error or loss this many times the trial's own best has exploded, above 1
     * @param chance what the objective is by mere chance; null where that is not known
     * @param patience epochs after which a trial must be better than chance, at least 1
     */
    record Divergence(double factor, @Nullable Double chance, int patience) implements StoppingSpec {
        public static final Divergence STANDARD = new Divergence(10, null, 5);
    }

    /**
     * Learning curves, continued.
     *
     * @param probability below which a trial is stopped: that of beating the best by its last epoch; above 0, below 1
     * @param warmup epochs that every trial may train, at least 3
     */
    record Extrapolation(double probability, int warmup) implements StoppingSpec {
        public static final Extrapolation STANDARD = new Extrapolation(0.05, 4);
    }

    /** Stops what one of {@code anyOf} stops. */
    record AnyOf(List<StoppingSpec> anyOf) implements StoppingSpec {
        public AnyOf {
            anyOf = List.copyOf(anyOf);
        }
    }

    /** Stops what all of {@code allOf} stop after the same epoch. */
    record AllOf(List<StoppingSpec> allOf) implements StoppingSpec {
        public AllOf {
            allOf = List.copyOf(allOf);
        }
    }

    /**
     * As {@code of}, but not yet.
     *
     * @param epoch the first after which it may stop a trial, at least 1
     */
    record NotBefore(int epoch, StoppingSpec of) implements StoppingSpec {}
}
