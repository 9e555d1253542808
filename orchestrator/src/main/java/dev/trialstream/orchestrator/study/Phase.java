package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.study.Study;

/** Where a study is in its life. What it does next and how many slots it can use both follow from this. */
enum Phase {
    /** Nothing was submitted, or it was refused. */
    ABSENT,
    /** It has come to an end, whatever the end. */
    ENDED,
    /** A user has stopped it, and some trials have yet to let go. */
    STOPPING,
    /** The orchestrator failed over it; a user may release it. */
    QUARANTINED,
    /** A user has paused it. */
    PAUSED,
    /** Its data are read. */
    PROFILING,
    /** All is known that its open parts depend on. */
    ACCEPTING,
    /** Trials of the search are trained. */
    SEARCHING,
    /** The judge names the candidates, or the winner. */
    JUDGING,
    /** Candidates are trained again. */
    CONFIRMING,
    /** The winner is refitted and its model delivered. */
    DELIVERING,
    /** There is nothing left to do but to say so. */
    DONE;

    static Phase of(StudyLog log) {
        if (log.submitted().isEmpty()) {
            return ABSENT;
        } else if (log.ended().isPresent()) {
            return ENDED;
        } else if (log.isToStop()) {
            return STOPPING;
        }
        if (log.quarantine().isPresent()) {
            return QUARANTINED;
        }
        return log.isPaused() ? PAUSED : underWay(log);
    }

    private static Phase underWay(StudyLog log) {
        boolean profiled = log.submitted().orElseThrow().request().trainer().profilesData();
        if (profiled && log.profile().isEmpty()) {
            return PROFILING;
        } else if (log.spec().isEmpty()) {
            return ACCEPTING;
        }
        return log.searched() ? afterSearch(log, log.spec().get()) : SEARCHING;
    }

    private static Phase afterSearch(StudyLog log, Study study) {
        if (log.promoted().isEmpty()) {
            return log.nominated().isEmpty() || log.confirmed() ? JUDGING : CONFIRMING;
        }
        return study.trainer().deliversModel() && log.delivered().isEmpty() ? DELIVERING : DONE;
    }
}
