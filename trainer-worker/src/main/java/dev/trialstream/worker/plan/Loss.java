package dev.trialstream.worker.plan;

/** What training minimises. */
public enum Loss {
    /** The mean over the batch of −log p(class of the row). */
    CROSS_ENTROPY,
    /** The mean over the batch of (output − standardised target)². */
    SQUARED_ERROR
}
