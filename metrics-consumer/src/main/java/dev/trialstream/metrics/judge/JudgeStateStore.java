package dev.trialstream.metrics.judge;

import java.util.List;

/** What is kept of the studies. */
interface JudgeStateStore {
    /** Whether the study has been accepted, and not been forgotten since. */
    boolean knows(String study);

    boolean hasEnded(String study);

    void put(String study, JudgeStateRecord entry);

    /** The entries of a study, each after those that it builds on: the acceptance first. */
    List<JudgeStateRecord> of(String study);

    void remove(String study);
}
