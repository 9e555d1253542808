package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a worker trains the trials of a study. */
public enum Isolation {
    /** On a thread of the worker, beside its other trials: they share its memory, and its end. */
    @JsonProperty("thread")
    THREAD,
    /** In a process of its own: what kills it kills that attempt alone. */
    @JsonProperty("process")
    PROCESS
}
