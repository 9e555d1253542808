package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The purpose of a trial. Budgets count search trials. */
public enum Role {
    @JsonProperty("search")
    SEARCH,
    /** Trains a candidate again, with a fresh seed and possibly other rows. */
    @JsonProperty("confirm")
    CONFIRM,
    /** Trains the winner on all rows but the test rows. */
    @JsonProperty("refit")
    REFIT
}
