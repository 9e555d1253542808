package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a trial is for. Budgets count search trials. */
public enum Role {
    @JsonProperty("search")
    SEARCH
}
