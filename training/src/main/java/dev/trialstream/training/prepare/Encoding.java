package dev.trialstream.training.prepare;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.training.data.MissingMarks;
import org.jspecify.annotations.Nullable;

/** The encoding of one input column. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NumericEncoding.class, name = "numeric"),
    @JsonSubTypes.Type(value = CategoricalEncoding.class, name = "categorical")
})
public sealed interface Encoding permits NumericEncoding, CategoricalEncoding {
    /** Name of the column. */
    String column();

    /** Number of values that it becomes. */
    int width();

    /** Whether {@code text}, stripped, is a missing value of this column. */
    boolean lacks(String text, MissingMarks marks);

    /**
     * Writes {@link #width} values into {@code row} from {@code at} on; all of them are 0 before.
     *
     * @param text trimmed, or null if the value is missing
     * @throws IllegalArgumentException if the text is no value of such a column
     */
    void encode(@Nullable String text, float[] row, int at);
}
