package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a trial is for. Budgets count search trials. */
public enum Role {
    @JsonProperty("search")
    SEARCH,
    /** Trains a candidate again, with a fresh seed and perhaps other rows. */
    @JsonProperty("confirm")
    CONFIRM,
    /** Trains the winner on all rows but the test rows. */
    @JsonProperty("refit")
    REFIT
}
