package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.study.Budget;

/**
 * How many trials may be in flight. A suggestion made later knows more, so there are as many as there are slots for
 * them, and beyond that one for every eight: while a slot waits for its next trial (about 25 ms) the others work, so a
 * small pool loses next to nothing by waiting, and a trial prefetched into it would be as many results blinder.
 */
final class InFlight {
    private static final int SLOTS_PER_PREFETCHED = 8;

    private InFlight() {}

    static int wanted(int slots, Budget budget) {
        int busy = Math.min(slots, budget.parallel());
        return busy + busy / SLOTS_PER_PREFETCHED;
    }
}
