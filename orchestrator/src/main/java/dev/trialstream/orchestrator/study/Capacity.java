package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.Study;

/** The amount of work of a study, for worker slots and for clients that ask for trials. */
public final class Capacity {
    /** Profiling and delivery are one job each. */
    private static final int CHORE = 1;

    private static final int SLOTS_PER_PREFETCHED = 8;

    private final StudyLog log;

    private Capacity(StudyLog log) {
        this.log = log;
    }

    public static Capacity of(StudyLog log) {
        return new Capacity(log);
    }

    /** Whether a client that asks now gets a trial. */
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

    /** Whether a trial can be dispatched now: to a free slot, or to a client that has asked. */
    boolean hasRoom(Study study) {
        int out = log.counts().dispatched();
        return study.trainer().asked()
                ? !log.openAsks().isEmpty() && out < study.budget().parallel()
                : out < inFlight(log.slots(), study.budget().parallel());
    }

    /**
     * Maximum number of trials in flight: one per slot, plus one for every eight slots. A later suggestion uses more
     * results, so there should be few in advance. A slot waits about 25 ms for its next trial while the others work. So
     * a small pool loses almost nothing by waiting, whereas a prefetched trial would miss as many results.
     */
    private static int inFlight(int slots, int parallel) {
        int busy = Math.min(slots, parallel);
        return busy + busy / SLOTS_PER_PREFETCHED;
    }

    /** Worker slots that could be used now. It may drop to zero between phases. */
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

    /** Until the judge has named the candidates, assumes the maximum number. */
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
