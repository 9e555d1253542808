package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The learning task of a study. */
public enum Task {
    @JsonProperty("classification")
    CLASSIFICATION,
    @JsonProperty("regression")
    REGRESSION
}
