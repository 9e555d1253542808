package dev.trialstream.protocol.space;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One hyperparameter of a search space. Each dimension maps the unit interval to its values; a sampler needs nothing
 * else to draw from the prior.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FloatDimension.class, name = "float"),
    @JsonSubTypes.Type(value = IntDimension.class, name = "int"),
    @JsonSubTypes.Type(value = CategoricalDimension.class, name = "categorical"),
    @JsonSubTypes.Type(value = OrdinalDimension.class, name = "ordinal"),
    @JsonSubTypes.Type(value = BooleanDimension.class, name = "boolean")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Dimension
        permits FloatDimension, IntDimension, CategoricalDimension, OrdinalDimension, BooleanDimension {

    /** The value at quantile {@code u} of this dimension's prior, 0 ≤ u &lt; 1. */
    Object at(double u);

    /** The inverse of {@link #at}: the quantiles of {@code value}, which must be a value of this dimension. */
    Quantiles quantiles(Object value);

    /** Whether {@code value} is a value of this dimension. */
    boolean contains(Object value);

    /** When this dimension is active; null means always. */
    @Nullable
    Condition when();

    /** The accepted values, in words for an error message. */
    String describe();

    default Condition condition() {
        Condition when = when();
        return when == null ? Condition.always() : when;
    }
}
