package dev.trialstream.metrics.stopping;

/** What the trials of a study have shown, without the epochs that a trial trained past a decision to stop it. */
public interface Curves {

    /**
     * The scores that trials had when they reached {@code epoch}.
     *
     * <p>The first question about an epoch costs one pass over the trials. From then on the rung is kept up to date, and
     * epochs that nobody asks about cost nothing.
     */
    Rung at(int epoch);
}
