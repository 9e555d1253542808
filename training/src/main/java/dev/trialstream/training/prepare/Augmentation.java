package dev.trialstream.training.prepare;

import java.util.Random;

/** Changes training rows a little, each time anew, so that a network does not see the same ones twice. */
public interface Augmentation {
    /**
     * Writes a changed row.
     *
     * @param features rows, of which the one that begins at {@code from} is read
     * @param into as long as a row
     * @param random drawn from in the same order in every training with the same seed
     */
    void apply(float[] features, int from, float[] into, Random random);
}
