package dev.trialstream.training.prepare;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What one input column becomes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NumericEncoding.class, name = "numeric"),
    @JsonSubTypes.Type(value = CategoricalEncoding.class, name = "categorical")
})
public sealed interface Encoding permits NumericEncoding, CategoricalEncoding {
    /** Name of the column. */
    String column();

    /** How many numbers it becomes. */
    int width();

    /**
     * Writes {@link #width} numbers into {@code row} from {@code at} on, all of which are 0 before.
     *
     * @param text trimmed, or null where the value is missing
     * @throws IllegalArgumentException where the text is no value of such a column
     */
    void encode(@Nullable String text, float[] row, int at);
}
