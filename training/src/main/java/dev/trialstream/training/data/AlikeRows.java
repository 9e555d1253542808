package dev.trialstream.training.data;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Numbers groups of equal rows, with a few bytes per row. */
final class AlikeRows {
    private static final int EMPTY = -1;

    /** Tests two rows for equality. */
    interface Alike {
        boolean test(int row, int other);
    }

    private AlikeRows() {}

    /**
     * Group numbers start at 0, in the order of first appearance.
     *
     * @param hash equal for equal rows
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

    /** The finaliser of Murmur3, because slots use the lowest bits. */
    private static int spread(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }
}
