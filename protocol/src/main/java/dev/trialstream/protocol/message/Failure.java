package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of failure that ended an attempt. */
public enum Failure {
    /** Its worker or process died. */
    @JsonProperty("crashed")
    CRASHED,
    /** Its training failed. */
    @JsonProperty("failed")
    FAILED,
    /** It took too long. */
    @JsonProperty("timed_out")
    TIMED_OUT,
    /** The worker lacks the data; another worker may have them. */
    @JsonProperty("no_data")
    NO_DATA
}
