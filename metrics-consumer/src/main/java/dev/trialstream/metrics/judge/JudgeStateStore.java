package dev.trialstream.metrics.judge;

import java.util.List;

/** Storage of the judges' memory. */
interface JudgeStateStore {
    /** Whether the study has been accepted and not forgotten. */
    boolean knows(String study);

    boolean hasEnded(String study);

    void put(String study, JudgeStateRecord entry);

    /** The entries of a study, each after those that it depends on; the acceptance comes first. */
    List<JudgeStateRecord> of(String study);

    void remove(String study);
}
