package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.study.Study;

/** Phase of a study. Its next step and the number of slots that it can use follow from it. */
enum Phase {
    /** Not submitted, or refused. */
    ABSENT,
    /** Ended, with any outcome. */
    ENDED,
    /** Stopped by a user; some trials have not let go yet. */
    STOPPING,
    /** The orchestrator failed over it; a user may release it. */
    QUARANTINED,
    /** Paused by a user. */
    PAUSED,
    /** A worker reads its data. */
    PROFILING,
    /** Everything is known to fill its open parts. */
    ACCEPTING,
    /** Search trials are trained. */
    SEARCHING,
    /** The judge chooses the candidates, or the winner. */
    JUDGING,
    /** Candidates are trained again. */
    CONFIRMING,
    /** The winner is refitted and its model is delivered. */
    DELIVERING,
    /** Only the end must still be written. */
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
