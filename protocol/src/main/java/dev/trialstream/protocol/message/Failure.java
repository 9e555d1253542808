package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What ended an attempt that did not come to its end. */
public enum Failure {
    /** What trained it died. */
    @JsonProperty("crashed")
    CRASHED,
    /** Its training failed. */
    @JsonProperty("failed")
    FAILED,
    /** It took too long. */
    @JsonProperty("timed_out")
    TIMED_OUT,
    /** Its worker does not have the data; another may. */
    @JsonProperty("no_data")
    NO_DATA
}
