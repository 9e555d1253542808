package dev.trialstream.training.data;

import dev.trialstream.protocol.study.Split;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that must stay together: those with identical inputs if such repeats are rare, and those of one group if
 * a column groups them.
 *
 * <p>Why not always: where an input repeats by accident, as a file that was joined with itself, a row of the test part
 * would be known from training. Where a table has few different inputs, such as three booleans, repeats are what the
 * data are: a new row has known inputs, too, and a part of inputs that were never seen measures something else. The
 * measure is the number of rows for each different input. A random part of 60 % contains an input that occurs seven times
 * with probability 1 − 0.4⁷ > 0.998, so that from there on keeping it out is an artefact of the split. Files joined with
 * themselves and oversampled classes stay below. Images and series have continuous inputs, so that their repeats are
 * accidents.
 */
public final class Together {
    /** Rows for each different input from which on repeats are what the data are. */
    private static final int ROWS_AN_INPUT = 7;

    private Together() {}

    /** What the split does with repeated rows; null if a column or a file fixes the parts. */
    public static Split.@Nullable Repeats repeats(Examples data, Split split) {
        if (split.fixed()) {
            return split.repeats();
        }
        return split.repeats() == null ? suggested(data, data.groups()) : split.repeats();
    }

    private static Split.Repeats suggested(Examples data, int[] alike) {
        int inputs = Arrays.stream(alike).max().orElse(0) + 1;
        boolean common = data instanceof Dataset && alike.length >= (long) ROWS_AN_INPUT * inputs;
        return common ? Split.Repeats.APART : Split.Repeats.TOGETHER;
    }

    /** For each row the number of its group of rows that must stay together. */
    static int[] of(Examples data, Split split) {
        int[] alike = data.groups();
        Split.Repeats repeats = split.repeats() == null ? suggested(data, alike) : split.repeats();
        if (repeats == Split.Repeats.APART) {
            alike = IntStream.range(0, alike.length).toArray();
        }
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
