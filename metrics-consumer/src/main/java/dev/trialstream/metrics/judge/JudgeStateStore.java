package dev.trialstream.metrics.judge;

import java.util.List;

/** Storage of the judges' memory. */
interface JudgeStateStore {
    /** Whether the study has been accepted and not forgotten. */
    boolean knows(String study);

    boolean hasEnded(String study);

    void put(String study, JudgeStateRecord entry);

    /** Stores all of {@code entries} in order, or none of them if one cannot be stored. */
    default void putAll(String study, List<JudgeStateRecord> entries) {
        entries.forEach(entry -> put(study, entry));
    }

    /** The entries of a study, each after those that it depends on; the acceptance comes first. */
    List<JudgeStateRecord> of(String study);

    void remove(String study);
}
