package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of a study. */
public enum StudyState {
    @JsonProperty("submitted")
    SUBMITTED,
    @JsonProperty("profiling")
    PROFILING,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("paused")
    PAUSED,
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("stopped")
    STOPPED,
    @JsonProperty("failed")
    FAILED;

    public boolean hasEnded() {
        return this == COMPLETED || this == STOPPED || this == FAILED;
    }
}
