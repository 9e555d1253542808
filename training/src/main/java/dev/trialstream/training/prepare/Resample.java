package dev.trialstream.training.prepare;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.data.Permutation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Resampling of the training rows to equal class sizes: the knob {@code resample}. Other rows do not change. */
public enum Resample {
    NONE,
    /** Repeats rows of smaller classes, drawn with replacement, until every class is as large as the largest. */
    OVERSAMPLE,
    /** Keeps as many rows of each class as the smallest has, drawn without replacement. */
    UNDERSAMPLE,
    /**
     * Brings every class to the geometric mean of the largest and the smallest count, rounded: smaller classes grow,
     * larger ones shrink.
     */
    MIXED;

    /**
     * @param parameters of a trial
     * @throws IllegalArgumentException if the knob does not accept the value
     */
    public static Resample of(Parameters parameters) {
        Recipe.check("resample", parameters);
        return valueOf(
                parameters.orElse(Hyperparameters.MLP_DEFAULTS).text("resample").toUpperCase(Locale.ROOT));
    }

    /**
     * Indices of the rows, class by class; a row drawn again repeats.
     *
     * @param labels the class of each row; a class without rows stays empty
     */
    int[] rows(int[] labels, int classes, long seed) {
        if (this == NONE) {
            return IntStream.range(0, labels.length).toArray();
        }
        int[][] ofClass = IntStream.range(0, classes)
                .mapToObj(label -> IntStream.range(0, labels.length)
                        .filter(row -> labels[row] == label)
                        .toArray())
                .filter(rows -> rows.length > 0)
                .toArray(int[][]::new);
        int aim = aim(Arrays.stream(ofClass).mapToInt(rows -> rows.length).toArray());
        Random random = new Random(seed);
        return Arrays.stream(ofClass)
                .flatMapToInt(rows -> Arrays.stream(brought(rows, aim, random)))
                .toArray();
    }

    private int aim(int[] counts) {
        long most = Arrays.stream(counts).max().orElse(0);
        long fewest = Arrays.stream(counts).min().orElse(0);
        return switch (this) {
            case OVERSAMPLE -> (int) most;
            case UNDERSAMPLE -> (int) fewest;
            default -> (int) Math.round(Math.sqrt((double) most * fewest));
        };
    }

    private static int[] brought(int[] rows, int aim, Random random) {
        long seed = random.nextLong();
        if (rows.length >= aim) {
            return Arrays.stream(Permutation.of(rows.length, seed))
                    .limit(aim)
                    .map(place -> rows[place])
                    .sorted()
                    .toArray();
        }
        Random draws = new Random(seed);
        int[] more = Arrays.copyOf(rows, aim);
        for (int i = rows.length; i < aim; i++) {
            more[i] = rows[draws.nextInt(rows.length)];
        }
        return more;
    }
}
