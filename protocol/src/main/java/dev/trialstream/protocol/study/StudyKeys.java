package dev.trialstream.protocol.study;

import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.WholeLong;

/** The keys of a study file that stand by themselves. */
public final class StudyKeys {
    /** {@code search.seed}. */
    public static final Key<Long> SEED =
            Key.of("seed", new WholeLong()).otherwise(1L).help("Root of every seed of the search and its trainings.");

    private StudyKeys() {}
}
