package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Text;
import dev.trialstream.protocol.study.key.WholeLong;

/** The top-level keys of a study file. */
public final class StudyKeys {
    /** {@code search.seed}. */
    public static final Key<Long> SEED =
            Key.of("seed", new WholeLong()).otherwise(1L).help("Root of every seed of the search and its trainings.");

    public static final Key<String> STUDY = Key.of(
                    "study", new Text(63, "the id of a study: " + Ids.STUDIES, Ids.STUDY_PATTERN))
            .help("Id of the study. In a file or over HTTP it may be left out, and then one is made.");
    static final Key<Isolation> ISOLATION = Key.choice("isolation", Isolation.class)
            .help(
                    "Where a worker trains each trial: on a thread of its own process, or in a process of its own, which may"
                            + " crash or run out of memory alone. Changes nothing where the trainer is command or external."
                            + " Left out: thread.");

    /** Limited, because each seed of a trial is a network in memory. */
    static final Key<Integer> SEEDS = Key.whole("seeds", 1, 20)
            .help("Networks that each trial of the search trains, each with its own seed: a metric is their mean, and"
                    + " NAME_sd their standard deviation. Left out: one.");

    private StudyKeys() {}
}
