package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import java.util.Optional;

/** What the trials of a study have shown, without the epochs that a trial trained past a decision to stop it. */
public interface Curves {
    /**
     * The scores that trials had when they reached {@code epoch}.
     *
     * <p>The first question about an epoch costs one pass over the trials. From then on the rung is kept up to date, and
     * epochs that nobody asks about cost nothing.
     */
    default Rung at(int epoch) {
        return at(epoch, Group.ALL);
    }

    /** Likewise of the trials of one group. */
    Rung at(int epoch, Group group);

    /** The best score of all trials but {@code trial}; empty where none has one. Costs as {@link #at} does. */
    Optional<Score> bestBut(String trial);

    /** Some of the trials. Equal groups have the same trials. */
    interface Group {
        Group ALL = new All();

        /** Whether trial {@code number}, from 1, is one of them. */
        boolean has(int number);

        /** Every trial. */
        record All() implements Group {
            @Override
            public boolean has(int number) {
                return true;
            }
        }
    }
}
