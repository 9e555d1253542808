package dev.trialstream.training.prepare;

import java.util.Random;

/** Changes training rows a little, differently each time, so that a network does not see the same rows twice. */
public interface Augmentation {
    /**
     * Writes a changed row.
     *
     * @param features rows; the one that starts at {@code from} is read
     * @param into as long as a row
     * @param random used in the same order in every training with the same seed
     */
    void apply(float[] features, int from, float[] into, Random random);
}
