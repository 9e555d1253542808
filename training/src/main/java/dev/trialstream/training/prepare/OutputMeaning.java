package dev.trialstream.training.prepare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.Labels;
import dev.trialstream.training.data.Quantities;
import dev.trialstream.training.data.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The meaning of a network's outputs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OutputMeaning.Classes.class, name = "classes"),
    @JsonSubTypes.Type(value = OutputMeaning.Quantity.class, name = "quantity")
})
public sealed interface OutputMeaning {
    /** Name of the predicted column. */
    String target();

    /** Number of outputs per row. */
    @JsonIgnore
    int width();

    /** Fitted on the training rows only. */
    static OutputMeaning fit(Examples data, int[] trainingRows) {
        Target target = data.target();
        return target instanceof Labels labels
                ? new Classes(labels.column(), labels.names())
                : Quantity.fit((Quantities) target, trainingRows);
    }

    /**
     * A logit for each class; the softmax gives its probability.
     *
     * @param labels of the classes, in the order of the outputs
     */
    record Classes(String target, List<String> labels) implements OutputMeaning {
        public Classes {
            Objects.requireNonNull(target);
            labels = List.copyOf(labels);
        }

        @Override
        public int width() {
            return labels.size();
        }
    }

    /**
     * One number, standardised.
     *
     * @param scale from the target's own unit to mean 0 and variance 1 over the training rows
     */
    record Quantity(String target, Scaling.Affine scale) implements OutputMeaning {
        public Quantity {
            Objects.requireNonNull(target);
            Objects.requireNonNull(scale);
        }

        static Quantity fit(Quantities quantities, int[] rows) {
            double[] values =
                    Arrays.stream(rows).mapToDouble(quantities::valueOf).toArray();
            Scaling.Affine scale = Scaling.STANDARD.fit(values);
            // Constant training values have no spread to divide by.
            return new Quantity(quantities.column(), scale.factor() == 0 ? new Scaling.Affine(values[0], 1) : scale);
        }

        @Override
        public int width() {
            return 1;
        }
    }
}
