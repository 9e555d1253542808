package dev.trialstream.protocol.study;

import org.jspecify.annotations.Nullable;

/**
 * How rows are parted: by shares that add up to 1, stratified by class and drawn with {@code seed}, unless something
 * else is said.
 *
 * @param folds parts that all rows but the test rows are cut into; each in turn is validated on. Null: no cross-validation
 * @param group name of a column; rows with the same value in it are never parted. It is no input
 * @param time name of a column; the earliest rows are learnt from and the latest tested on. It is no input
 * @param rows path of a CSV file that says of each row, counted from 0, which part it is in; the shares then count for nothing
 */
public record Split(
        double train,
        double validation,
        double test,
        long seed,
        @Nullable Integer folds,
        @Nullable String group,
        @Nullable String time,
        @Nullable String rows) {

    /** By shares alone. */
    public Split(double train, double validation, double test, long seed) {
        this(train, validation, test, seed, null, null, null, null);
    }

    public static Split standard(long seed) {
        return new Split(0.6, 0.2, 0.2, seed);
    }

    /** Whether which rows are in which part is not for a draw to say. */
    public boolean fixed() {
        return time != null || rows != null;
    }

    public Split withRows(String path) {
        return new Split(train, validation, test, seed, folds, group, time, path);
    }
}
