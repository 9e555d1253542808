package dev.trialstream.protocol.study;

/** A study that cannot be: which field, what was expected there and what was found. */
public final class InvalidStudy extends RuntimeException {
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

    /** Where no field is to blame, because nothing could be read. */
    static InvalidStudy whole(String complaint) {
        return new InvalidStudy("study", complaint, true);
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

    /** Whether nothing could be read at all; the field is {@code study} then. */
    public boolean isWhole() {
        return whole;
    }
}
