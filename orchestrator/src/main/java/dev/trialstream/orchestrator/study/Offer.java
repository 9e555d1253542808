package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.study.Study;

/** Whether a study has something for whoever asks for a trial, as {@link NextStep} would find. */
public final class Offer {
    private Offer() {}

    public static boolean has(StudyLog log) {
        if (log.spec().isEmpty() || log.ended().isPresent() || log.isPaused() || log.isToStop()) {
            return false;
        }
        Study study = log.spec().get();
        return log.counts().dispatched() < study.budget().parallel()
                && (log.counts().of(JobLog.State.REQUESTED) > 0 || hasNew(log, study));
    }

    private static boolean hasNew(StudyLog log, Study study) {
        if (!log.searched()) {
            return Exhaustion.of(log, study).isEmpty();
        }
        return log.promoted().isEmpty()
                && log.nominated().isPresent()
                && !log.confirmed()
                && new Confirmation(log).next(study).isPresent();
    }
}
