package dev.trialstream.protocol.study;

/** A study that cannot be: which field, what was expected there and what was found. */
public final class InvalidStudy extends RuntimeException {
    private final String field;
    private final String complaint;

    public InvalidStudy(String field, String complaint) {
        super(field + ": " + complaint);
        this.field = field;
        this.complaint = complaint;
    }

    @Override
    public String getMessage() {
        return field + ": " + complaint;
    }

    /** What was expected there and what was found. */
    public String complaint() {
        return complaint;
    }

    /** Path of the field, such as {@code space.units.min}. */
    public String field() {
        return field;
    }
}
