package dev.trialstream.worker.data;

import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts rows by shares, stratified by class or by quantile of the number to predict. Rows with identical inputs stay
 * together, whatever they are to be answered with, so that no row of one part is known from another.
 */
public final class Splitter {
    private static final int PARTS = 3;

    private Splitter() {}

    /**
     * The same rows for the same data set and split, always.
     *
     * @throws BadData where there are too few rows, or some class cannot be in all three parts
     */
    public static Parts split(Dataset data, Split split) {
        int[] all = IntStream.range(0, data.rows()).toArray();
        List<RowGroup> groups = RowGroup.of(data, all, split.seed());
        checkEnough(data, groups);
        List<int[]> parts = Apportionment.part(
                Strata.of(groups, data.target()), data.rows(), split.train(), split.validation(), split.test());
        if (data.target() instanceof Labels labels) {
            checkClasses(data, parts, labels);
        }
        return new Parts(parts.get(0), parts.get(1), parts.get(2));
    }

    /**
     * The rows that a training learns from and is validated on; the test rows are those of {@link #split(Dataset, Split)}
     * whatever {@code use} says.
     *
     * @throws BadData where the split itself cannot be
     */
    public static Parts split(Dataset data, Split split, RowUse use) {
        Parts parts = split(data, split);
        return switch (use.mode()) {
            case AS_SPLIT -> parts;
            case RESAMPLED -> resampled(data, split, parts, use.seed());
            case POOLED -> new Parts(pool(parts), new int[0], parts.test());
        };
    }

    /** Classes are not checked again: one that a draw happens to leave out of a part does not spoil the training. */
    private static Parts resampled(Dataset data, Split split, Parts parts, long seed) {
        List<RowGroup> groups = RowGroup.of(data, pool(parts), seed);
        double pooled = split.train() + split.validation();
        List<int[]> drawn = Apportionment.part(
                Strata.of(groups, data.target()), data.rows(), split.train() / pooled, split.validation() / pooled);
        return new Parts(drawn.get(0), drawn.get(1), parts.test());
    }

    private static int[] pool(Parts parts) {
        return IntStream.concat(Arrays.stream(parts.train()), Arrays.stream(parts.validation()))
                .sorted()
                .toArray();
    }

    private static void checkEnough(Dataset data, List<RowGroup> groups) {
        if (data.target() instanceof Labels labels) {
            checkEnough(data, groups, labels);
        } else if (groups.size() < PARTS) {
            throw new BadData(
                    data.file(), "has " + groups.size() + " different rows, expected at least 3, one for each part");
        }
    }

    private static void checkEnough(Dataset data, List<RowGroup> groups, Labels labels) {
        int[] groupsOf = Strata.groupsOf(groups, labels);
        for (int label = 0; label < groupsOf.length; label++) {
            if (groupsOf[label] < PARTS) {
                throw BadData.inColumn(
                        data.file(),
                        labels.column(),
                        "class " + labels.names().get(label) + " has " + groupsOf[label]
                                + " different rows, expected at least 3, one for each part");
            }
        }
    }

    private static void checkClasses(Dataset data, List<int[]> parts, Labels labels) {
        for (int[] part : parts) {
            boolean[] found = new boolean[labels.count()];
            Arrays.stream(part).forEach(row -> found[labels.classOf(row)] = true);
            for (int label = 0; label < found.length; label++) {
                if (!found[label]) {
                    throw BadData.inColumn(
                            data.file(),
                            labels.column(),
                            "class " + labels.names().get(label) + " has too many rows whose inputs stand in other"
                                    + " classes too, expected enough of its own for each part");
                }
            }
        }
    }
}
