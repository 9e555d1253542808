package dev.trialstream.training.data;

import dev.trialstream.protocol.study.Split;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the rows that must stay together: those with identical inputs, and those of one group if a column groups them.
 */
final class Together {
    private Together() {}

    /** For each row the number of its group of rows that must stay together. */
    static int[] of(Examples data, Split split) {
        int[] alike = data.groups();
        return split.group() == null ? alike : joined(alike, KeyColumn.of(data, split.group()));
    }

    private static int[] joined(int[] alike, Column groups) {
        int[] root = new int[alike.length];
        Map<Integer, Integer> firstAlike = new HashMap<>();
        Map<Integer, Integer> firstOfGroup = new HashMap<>();
        for (int row = 0; row < root.length; row++) {
            root[row] = row;
            join(root, row, firstAlike.computeIfAbsent(alike[row], at(row)));
            join(root, row, firstOfGroup.computeIfAbsent(groups.code(row), at(row)));
        }
        for (int row = 0; row < root.length; row++) {
            root[row] = find(root, row);
        }
        return root;
    }

    private static Function<Integer, Integer> at(int row) {
        return any -> row;
    }

    /** The lower row becomes the root of both. */
    private static void join(int[] root, int row, int other) {
        int first = find(root, row);
        int second = find(root, other);
        root[Math.max(first, second)] = Math.min(first, second);
    }

    private static int find(int[] root, int row) {
        int at = row;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }
}
