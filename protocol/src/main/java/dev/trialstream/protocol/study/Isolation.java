package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a worker trains the trials of a study. */
public enum Isolation {
    /** On a thread of the worker, next to its other trials: they share its memory and its fate. */
    @JsonProperty("thread")
    THREAD,
    /** In a separate process: a crash ends only that attempt. */
    @JsonProperty("process")
    PROCESS
}
