package dev.trialstream.training.data;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Numbers rows so that those which are alike share a number, in a few bytes a row. */
final class AlikeRows {
    private static final int EMPTY = -1;

    /** Whether two rows are alike. */
    interface Alike {
        boolean test(int row, int other);
    }

    private AlikeRows() {}

    /**
     * Numbers count from 0 in the order in which they first appear.
     *
     * @param hash the same for rows that are alike
     */
    static int[] groups(int rows, IntUnaryOperator hash, Alike alike) {
        int slots = Integer.highestOneBit(Math.max(2, rows)) << 1;
        int[] firstOf = new int[slots]; // open addressing: the first row of each group
        Arrays.fill(firstOf, EMPTY);
        int[] groups = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int slot = spread(hash.applyAsInt(row)) & (slots - 1);
            while (firstOf[slot] != EMPTY && !alike.test(firstOf[slot], row)) {
                slot = (slot + 1) & (slots - 1);
            }
            if (firstOf[slot] == EMPTY) {
                firstOf[slot] = row;
                groups[row] = count++;
            } else {
                groups[row] = groups[firstOf[slot]];
            }
        }
        return groups;
    }

    /** Murmur3's last step: slots are taken from the lowest bits. */
    private static int spread(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }
}
