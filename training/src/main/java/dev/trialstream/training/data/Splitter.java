package dev.trialstream.training.data;

import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Splits rows by shares, stratified by class or by quantile of the target. Rows with identical inputs stay together
 * if such repeats are rare, whatever their targets, so that no row of one part is known from another.
 *
 * @see Together
 */
public final class Splitter {
    private static final int PARTS = 3;

    private Splitter() {}

    /**
     * Always the same rows for the same data set and split.
     *
     * @throws BadData if there are too few rows, or a class cannot be in all three parts
     */
    public static RowSplit split(Examples data, Split split) {
        if (split.fixed()) {
            RowSplit parts =
                    split.rows() == null ? TimeSplit.parts(data, split) : RowsFile.parts(data, Path.of(split.rows()));
            checkLearnt(data, parts);
            return parts;
        }
        return drawn(data, split, Together.of(data, split));
    }

    private static RowSplit drawn(Examples data, Split split, int[] together) {
        int[] all = IntStream.range(0, data.rows()).toArray();
        List<RowGroup> groups = RowGroup.of(together, all, split.seed());
        checkEnough(data, groups, split);
        List<int[]> parts = Apportionment.part(
                Strata.of(groups, data.target()), data.rows(), split.train(), split.validation(), split.test());
        if (data.target() instanceof Labels labels) {
            checkClasses(data, parts, labels);
        }
        return new RowSplit(parts.get(0), parts.get(1), parts.get(2));
    }

    /** Like {@link #split(Examples, Split, RowUse, int)}, for the first fold. */
    public static RowSplit split(Examples data, Split split, RowUse use) {
        return split(data, split, use, 0);
    }

    /**
     * The training and validation rows of a training; the test rows are always those of {@link #split(Examples,
     * Split)}. If a column or a file fixes the parts, they are never drawn again.
     *
     * @param fold to validate on, from 0; only used if the split has folds and the rows are used as split
     * @throws BadData if the split is impossible
     */
    public static RowSplit split(Examples data, Split split, RowUse use, int fold) {
        if (split.fixed()) {
            RowSplit parts = split(data, split);
            return use.mode() == RowUse.Mode.POOLED ? pooled(parts) : parts;
        }
        int[] together = Together.of(data, split);
        RowSplit parts = drawn(data, split, together);
        return switch (use.mode()) {
            case AS_SPLIT -> split.folds() == null ? parts : fold(data, split, parts, together, fold);
            case RESAMPLED -> resampled(data, split, parts, together, use.seed());
            case POOLED -> pooled(parts);
        };
    }

    private static RowSplit pooled(RowSplit parts) {
        return new RowSplit(pool(parts), new int[0], parts.test());
    }

    /** Classes are not checked again: a class that a draw happens to leave out of a part does no harm. */
    private static RowSplit resampled(Examples data, Split split, RowSplit parts, int[] together, long seed) {
        List<RowGroup> groups = RowGroup.of(together, pool(parts), seed);
        double pooled = split.train() + split.validation();
        List<int[]> drawn = Apportionment.part(
                Strata.of(groups, data.target()), data.rows(), split.train() / pooled, split.validation() / pooled);
        return new RowSplit(drawn.get(0), drawn.get(1), parts.test());
    }

    /** Every row outside the test rows is a validation row in one fold, and a training row in all others. */
    private static RowSplit fold(Examples data, Split split, RowSplit parts, int[] together, int fold) {
        int folds = Objects.requireNonNull(split.folds());
        List<RowGroup> groups = RowGroup.of(together, pool(parts), split.seed());
        if (groups.size() < folds) {
            throw new BadData(
                    data.file(),
                    "has " + groups.size() + " different rows beside the test rows, expected at least " + folds
                            + ", one for each fold");
        }
        double[] shares = new double[folds];
        Arrays.fill(shares, 1.0 / folds);
        List<int[]> drawn = Apportionment.part(Strata.of(groups, data.target()), data.rows(), shares);
        int[] learnt = IntStream.range(0, folds)
                .filter(other -> other != fold)
                .flatMap(other -> Arrays.stream(drawn.get(other)))
                .sorted()
                .toArray();
        return new RowSplit(learnt, drawn.get(fold), parts.test());
    }

    private static int[] pool(RowSplit parts) {
        return IntStream.concat(Arrays.stream(parts.train()), Arrays.stream(parts.validation()))
                .sorted()
                .toArray();
    }

    /** Refuses classes without training rows. */
    private static void checkLearnt(Examples data, RowSplit parts) {
        if (data.target() instanceof Labels labels) {
            boolean[] learnt = new boolean[labels.count()];
            Arrays.stream(parts.train()).forEach(row -> learnt[labels.classOf(row)] = true);
            for (int label = 0; label < learnt.length; label++) {
                if (!learnt[label]) {
                    throw BadData.inColumn(
                            data.file(),
                            labels.column(),
                            "class " + labels.names().get(label)
                                    + " has no row in the training part, expected some of every class"
                                    + wayOut(labels));
                }
            }
        }
    }

    private static void checkEnough(Examples data, List<RowGroup> groups, Split split) {
        String rows = split.repeats() == Split.Repeats.APART ? "rows" : "different rows";
        String what = split.group() == null ? rows : "groups of " + split.group();
        if (data.target() instanceof Labels labels) {
            checkEnough(data, groups, labels, what);
        } else if (groups.size() < PARTS) {
            throw new BadData(
                    data.file(), "has " + groups.size() + " " + what + ", expected at least 3, one for each part");
        }
    }

    private static void checkEnough(Examples data, List<RowGroup> groups, Labels labels, String what) {
        int[] groupsOf = Strata.groupsOf(groups, labels);
        for (int label = 0; label < groupsOf.length; label++) {
            if (groupsOf[label] < PARTS) {
                throw BadData.inColumn(
                        data.file(),
                        labels.column(),
                        "class " + labels.names().get(label) + " has " + groupsOf[label] + " " + what
                                + ", expected at least 3, one for each part" + wayOut(labels));
            }
        }
    }

    /** A target of mostly numbers may be meant as a quantity. */
    private static String wayOut(Labels labels) {
        long numeric = labels.names().stream()
                .filter(name -> Numbers.parse(name).isPresent())
                .count();
        boolean numbers = labels.count() > 2 && numeric * 2 > labels.count();
        return (numbers
                        ? ": to predict " + labels.column()
                                + " as a number, choose the task regression (--task regression);" + " else"
                        : ":")
                + " drop the rows of the class, or join it with another";
    }

    private static void checkClasses(Examples data, List<int[]> parts, Labels labels) {
        for (int[] part : parts) {
            boolean[] found = new boolean[labels.count()];
            Arrays.stream(part).forEach(row -> found[labels.classOf(row)] = true);
            for (int label = 0; label < found.length; label++) {
                if (!found[label]) {
                    throw BadData.inColumn(
                            data.file(),
                            labels.column(),
                            "class " + labels.names().get(label) + " has too many rows whose inputs stand in other"
                                    + " classes too, expected enough of its own for each part" + wayOut(labels));
                }
            }
        }
    }
}
