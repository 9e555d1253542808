package dev.trialstream.orchestrator.http;

import org.jspecify.annotations.Nullable;

/** A failed request: status, error and the field that it concerns. */
final class HttpFailure extends RuntimeException {
    private final int status;
    private final transient @Nullable String field;

    HttpFailure(int status, String complaint) {
        this(status, null, complaint);
    }

    HttpFailure(int status, @Nullable String field, String complaint) {
        super(complaint);
        this.status = status;
        this.field = field;
    }

    int status() {
        return status;
    }

    @Nullable
    String field() {
        return field;
    }

    static HttpFailure unknownStudy(String study) {
        return new HttpFailure(404, "study", "there is no study " + study);
    }
}
