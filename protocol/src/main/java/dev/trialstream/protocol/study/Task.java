package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is learnt from the data. */
public enum Task {
    @JsonProperty("classification")
    CLASSIFICATION,
    @JsonProperty("regression")
    REGRESSION
}
