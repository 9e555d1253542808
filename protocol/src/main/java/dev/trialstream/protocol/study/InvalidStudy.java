package dev.trialstream.protocol.study;

import tools.jackson.databind.JsonNode;

/** A refused study: the field, what was expected there and what was found. */
public final class InvalidStudy extends RuntimeException {
    private static final int LONGEST_SHOWN = 60;

    private final String field;
    private final String complaint;

    private final boolean whole;

    public InvalidStudy(String field, String complaint) {
        this(field, complaint, false);
    }

    private InvalidStudy(String field, String complaint, boolean whole) {
        super(field + ": " + complaint);
        this.field = field;
        this.complaint = complaint;
        this.whole = whole;
    }

    /** {@code got} was found instead of {@code expected}. */
    public static InvalidStudy unexpected(String field, String expected, JsonNode got) {
        return new InvalidStudy(field, "expected " + expected + ", got " + shown(got));
    }

    /** The same error for a field within {@code path}. */
    public InvalidStudy within(String path) {
        return new InvalidStudy(field.isEmpty() ? path : path + "." + field, complaint);
    }

    /** A value for an error message, shortened if long. */
    public static String shown(JsonNode value) {
        return shortened(value.isString() ? "text " + value : value.toString());
    }

    /** At most 60 characters of a text from outside. */
    public static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN - 3) + "...";
    }

    /** An error without a field, because nothing could be read. */
    static InvalidStudy whole(String complaint) {
        return new InvalidStudy("study", complaint, true);
    }

    @Override
    public String getMessage() {
        return field + ": " + complaint;
    }

    /** The expectation and the finding, in words. */
    public String complaint() {
        return complaint;
    }

    /** Path of the field, such as {@code space.units.min}. */
    public String field() {
        return field;
    }

    /** Whether nothing could be read at all; then the field is {@code study}. */
    public boolean isWhole() {
        return whole;
    }
}
