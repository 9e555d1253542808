package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective;
import java.util.Optional;

/** The curves of a study's trials, without epochs after a decision to stop. */
public interface Curves {
    /**
     * The scores of the trials under the study's objective when they reached {@code epoch}.
     *
     * <p>The first query for an epoch loops over the trials. From then on the rung is updated, and epochs that nobody
     * queries cost nothing.
     */
    default Rung at(int epoch) {
        return at(epoch, Group.ALL);
    }

    /** The same for the trials of one group. */
    Rung at(int epoch, Group group);

    /** The same under {@code objective}. */
    Rung at(int epoch, Objective objective, Group group);

    /** The best score under the objective of all trials but {@code trial}; empty if none has one. Costs the same as {@link #at}. */
    Optional<Score> bestBut(String trial);

    /** A subset of the trials. Equal groups have the same trials. */
    interface Group {
        Group ALL = new All();

        /** Whether trial {@code number}, from 1, belongs to it. */
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
