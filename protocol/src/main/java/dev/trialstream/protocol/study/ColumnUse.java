package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a study says about a column of a table, instead of what its texts suggest. */
public enum ColumnUse {
    /** Numbers; a text that is none is a missing value. */
    @JsonProperty("numeric")
    NUMERIC,
    /** Numbers with a decimal comma, such as 3,14 or 1.234,5. */
    @JsonProperty("decimal_comma")
    DECIMAL_COMMA,
    /** Numbers with a thousands separator, such as 1,234 or 1 234.5. */
    @JsonProperty("thousands")
    THOUSANDS,
    /** ISO dates and times, as days since 1970-01-01; times of day as a share of a day. */
    @JsonProperty("time")
    TIME,
    /** Every text is a category. */
    @JsonProperty("categorical")
    CATEGORICAL,
    /** No input. */
    @JsonProperty("ignore")
    IGNORE
}
