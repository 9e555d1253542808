package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.Study;

/** How many slots of workers a study could keep busy now. A pool that is scaled by it may go down to nothing in between. */
public final class Wanted {
    /** Reading the data and delivering the model are one job each. */
    private static final int CHORE = 1;

    private Wanted() {}

    public static int slots(StudyLog log) {
        if (log.submitted().isEmpty() || log.ended().isPresent() || log.isPaused() || log.isToStop()) {
            return 0;
        }
        return log.spec()
                .map(study -> study.trainer().asked() ? 0 : slots(log, study))
                .orElse(log.submitted().get().request().data() == null ? 0 : CHORE);
    }

    private static int slots(StudyLog log, Study study) {
        if (log.promoted().isPresent()) {
            return CHORE;
        }
        int left = log.searched() ? leftToConfirm(log, study) : leftToSearch(log);
        return Math.min(study.budget().parallel(), left);
    }

    private static int leftToSearch(StudyLog log) {
        int unrequested = log.searchExpired()
                ? 0
                : log.trialBudget() - log.trials(Role.SEARCH).size();
        return log.counts().unfinished() + unrequested;
    }

    /** While the judge makes up its mind whom to confirm there may be as many as there ever are. */
    private static int leftToConfirm(StudyLog log, Study study) {
        int most = log.nominated()
                .map(nominated -> nominated.decision().candidates().size())
                .orElse(Promotion.MOST_CANDIDATES);
        int unrequested = log.timeExpired()
                ? 0
                : most * study.promotion().confirm() - log.trials(Role.CONFIRM).size();
        return Math.max(CHORE, log.counts().unfinished() + unrequested);
    }
}
