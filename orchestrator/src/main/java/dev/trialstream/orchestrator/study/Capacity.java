package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.Study;

/** How much work a study has: for the slots of workers, and for those who ask for a trial. */
public final class Capacity {
    /** Reading the data and delivering the model are one job each. */
    private static final int CHORE = 1;

    private static final int SLOTS_PER_PREFETCHED = 8;

    private final StudyLog log;

    private Capacity(StudyLog log) {
        this.log = log;
    }

    public static Capacity of(StudyLog log) {
        return new Capacity(log);
    }

    /** Whether one who asks now gets a trial. */
    public boolean offersTrial() {
        Study study = log.spec().orElse(null);
        return study != null && log.counts().dispatched() < study.budget().parallel() && hasTrial(Phase.of(log), study);
    }

    private boolean hasTrial(Phase phase, Study study) {
        boolean returned = log.counts().of(JobLog.State.REQUESTED) > 0;
        return switch (phase) {
            case SEARCHING -> returned || Exhaustion.of(log, study).isEmpty();
            case CONFIRMING -> returned || new Confirmation(log).next(study).isPresent();
            case ABSENT, ENDED, STOPPING, QUARANTINED, PAUSED, PROFILING, ACCEPTING, JUDGING, DELIVERING, DONE -> false;
        };
    }

    /** Whether a trial may go out now: to a free slot, or to one who has asked. */
    boolean hasRoom(Study study) {
        int out = log.counts().dispatched();
        return study.trainer().asked()
                ? !log.openAsks().isEmpty() && out < study.budget().parallel()
                : out < inFlight(log.slots(), study.budget().parallel());
    }

    /**
     * Trials that may be out at once. A suggestion made later knows more, so there are as many as there are slots for
     * them, and beyond that one for every eight: while a slot waits for its next trial (about 25 ms) the others work, so a
     * small pool loses next to nothing by waiting, and a trial prefetched into it would be as many results blinder.
     */
    private static int inFlight(int slots, int parallel) {
        int busy = Math.min(slots, parallel);
        return busy + busy / SLOTS_PER_PREFETCHED;
    }

    /** Slots of workers that could be busy now. A pool that is scaled by it may go down to nothing in between. */
    public int wantedSlots() {
        return switch (Phase.of(log)) {
            case ABSENT, ENDED, STOPPING, QUARANTINED, PAUSED, ACCEPTING -> 0;
            case PROFILING, DELIVERING, DONE -> CHORE;
            case SEARCHING, JUDGING, CONFIRMING -> trials(log.spec().orElseThrow());
        };
    }

    private int trials(Study study) {
        if (study.trainer().asked()) {
            return 0;
        }
        int left = log.searched() ? leftToConfirm(study) : leftToSearch(study);
        return Math.min(study.budget().parallel(), left);
    }

    private int leftToSearch(Study study) {
        int unrequested = Exhaustion.of(log, study).isPresent()
                ? 0
                : log.trialBudget() - log.trials(Role.SEARCH).size();
        return log.counts().unfinished() + unrequested;
    }

    /** While the judge names the candidates there may be as many as there ever are. */
    private int leftToConfirm(Study study) {
        int most = log.nominated()
                .map(nominated -> nominated.decision().candidates().size())
                .orElse(Promotion.MOST_CANDIDATES);
        long unrequested = log.timeExpired()
                ? 0
                : (long) most * study.promotion().confirm()
                        - log.trials(Role.CONFIRM).size();
        return (int) Math.min(Integer.MAX_VALUE, Math.max(CHORE, log.counts().unfinished() + unrequested));
    }
}
