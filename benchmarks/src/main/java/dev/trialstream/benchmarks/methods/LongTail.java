package dev.trialstream.benchmarks.methods;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Long-tailed digits: first equally many test rows of each class; then each class has 0.7 times as many rows as the one
 * before.
 *
 * @param counts training rows of each class
 * @param file the part of each row, in the form of a file of rows
 */
record LongTail(List<Integer> counts, String file) {
    static final int FOLDS = 4;

    private static final int CLASSES = 10;
    private static final int TEST_OF_EACH = 20;
    private static final double TAIL = 0.7;

    /** Rows of the rarest digit, 8, without its test rows. */
    private static final int MOST = 174 - TEST_OF_EACH;

    private static final int BATCH = 32;

    LongTail {
        counts = List.copyOf(counts);
    }

    /**
     * A quarter of the rows of each class for validation, at least one.
     *
     * @param labels of the rows, 0 to 9
     */
    static LongTail once(List<Integer> labels, long seed) {
        return of(labels, seed, 0, c -> i -> i < quarter(c));
    }

    /**
     * Every fourth row of each class for validation; the test rows are the same for all folds.
     *
     * @param parting index of the split of the rows that are not test rows; 0 is the first
     */
    static LongTail fold(List<Integer> labels, long seed, int parting, int fold) {
        return of(labels, seed, parting, c -> i -> i % FOLDS == fold);
    }

    /** The validation rows of a class, counted from 0 without the test rows. */
    private interface Validated {
        IntPredicate of(int c);
    }

    private static LongTail of(List<Integer> labels, long seed, int parting, Validated validated) {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder("row,part\n");
        List<Integer> counts = new ArrayList<>();
        for (int c = 0; c < CLASSES; c++) {
            List<Integer> rows = rows(labels, c);
            Collections.shuffle(rows, random);
            if (parting > 0) {
                Collections.shuffle(
                        rows.subList(TEST_OF_EACH, TEST_OF_EACH + kept(c)), new Random(seed + 31L * c + parting));
            }
            int learnt = 0;
            for (int i = -TEST_OF_EACH; i < kept(c); i++) {
                String part = i < 0 ? "test" : validated.of(c).test(i) ? "validation" : "train";
                learnt += part.equals("train") ? 1 : 0;
                file.append(rows.get(TEST_OF_EACH + i)).append(',').append(part).append('\n');
            }
            counts.add(learnt);
        }
        return new LongTail(counts, file.toString());
    }

    private static List<Integer> rows(List<Integer> labels, int c) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < labels.size(); row++) {
            if (labels.get(row) == c) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static int kept(int c) {
        return (int) Math.round(MOST * Math.pow(TAIL, c));
    }

    /** Rows of each class without the test rows. */
    static List<Integer> pooled() {
        return IntStream.range(0, CLASSES).map(LongTail::kept).boxed().toList();
    }

    /** Training rows of each class if a quarter is for validation. */
    static List<Integer> learnt() {
        return IntStream.range(0, CLASSES)
                .map(c -> kept(c) - quarter(c))
                .boxed()
                .toList();
    }

    /** Ratio of test rows to training rows. */
    static double share(List<Integer> counts) {
        return (double) CLASSES * TEST_OF_EACH / sum(counts);
    }

    private static int quarter(int c) {
        return Math.max(1, (int) Math.round(kept(c) / 4.0));
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(count -> count).sum();
    }

    /** Factor for the epochs that gives as many updates as without resampling. */
    static double stretch(Object resample, List<Integer> counts) {
        int most = Collections.max(counts);
        int least = Collections.min(counts);
        long each = switch (String.valueOf(resample)) {
            case "oversample" -> most;
            case "undersample" -> least;
            case "mixed" -> Math.round(Math.sqrt((double) most * least));
            default -> throw new IllegalArgumentException("resample: " + resample);
        };
        return updates(sum(counts)) / updates((double) CLASSES * each);
    }

    private static double updates(double rows) {
        return Math.ceil(rows / BATCH);
    }
}
