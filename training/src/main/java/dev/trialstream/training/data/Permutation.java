package dev.trialstream.training.data;

import java.util.Random;

/** Random orders. */
public final class Permutation {
    private Permutation() {}

    /**
     * The numbers 0 to {@code size} − 1 in an order drawn with {@code seed} (Fisher-Yates, with the generator that the
     * Java platform specifies to the bit).
     */
    public static int[] of(int size, long seed) {
        Random random = new Random(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
