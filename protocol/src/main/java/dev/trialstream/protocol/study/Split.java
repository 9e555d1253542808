package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.WholeLong;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The split of rows: by default by shares that add up to 1, stratified by class and drawn with {@code seed}.
 *
 * @param folds number of parts of all rows but the test rows; each in turn is the validation part. Null: no
 *     cross-validation
 * @param group name of a column; rows with the same value in it stay together. It is not an input
 * @param time name of a column; training uses the earliest rows and the test the latest. It is not an input
 * @param rows path of a CSV file with the part of each row, counted from 0; then the shares are ignored
 * @param repeats whether rows with identical inputs stay in one part; null: in a request, decided by the data; in an
 *     effective study, they stay together
 */
public record Split(
        double train,
        double validation,
        double test,
        long seed,
        @Nullable Integer folds,
        @Nullable String group,
        @Nullable String time,
        @Nullable String rows,
        @Nullable Repeats repeats) {

    /** What happens to rows with identical inputs. */
    public enum Repeats {
        /** They stay in one part, so that no row of one part is known from another. */
        @JsonProperty("together")
        TOGETHER,
        /** Each row is drawn by itself. */
        @JsonProperty("apart")
        APART
    }

    private static final double STANDARD_TRAIN = 0.6;
    private static final double STANDARD_HELD = 0.2;

    static final Key<Double> TRAIN = share("train", STANDARD_TRAIN, "Share of the rows to learn from.");
    static final Key<Double> VALIDATION =
            share("validation", STANDARD_HELD, "Share of the rows that trials are judged on.");
    static final Key<Double> TEST =
            share("test", STANDARD_HELD, "Share of the rows that are read once, by the winner.");
    static final Key<Long> SEED = Key.of("seed", new WholeLong()).help("Of the draw. Left out: search.seed.");
    static final Key<Integer> FOLDS = Key.whole("folds", 2, 20)
            .help(
                    "Cross-validation: all rows but the test rows are cut into this many parts, and a trial trains as many"
                            + " networks, each validated on another part. Left out: one network.");
    static final Key<String> GROUP = DataSpec.column("group")
            .help("Name of a column that is no input: rows with the same value in it stay together.");
    static final Key<String> TIME = DataSpec.column("time")
            .help("Name of a column that is no input: the earliest rows are learnt from, the latest tested on.");
    static final Key<String> ROWS = Key.path("rows", "the path of a CSV file with the columns row and part")
            .help(
                    "Path of a CSV file with the columns row, counted from 0, and part, one of train, validation and test."
                            + " Rows that it does not name are not used.");
    static final Key<Repeats> REPEATS = Key.choice("repeats", Repeats.class)
            .help("Whether rows with identical inputs stay in one part (together) or are drawn one by one (apart). Left"
                    + " out: together, but apart where a table has seven rows or more for each different one.");
    static final List<Key<?>> KEYS = List.of(TRAIN, VALIDATION, TEST, SEED, FOLDS, GROUP, TIME, ROWS, REPEATS);

    private static Key<Double> share(String name, double standard, String help) {
        return Key.number(name, Interval.within(0, 1)).otherwise(standard).help(help);
    }

    /** By shares alone. */
    public Split(double train, double validation, double test, long seed) {
        this(train, validation, test, seed, null, null, null, null);
    }

    /** Repeated rows are treated as the data suggest. */
    public Split(
            double train,
            double validation,
            double test,
            long seed,
            @Nullable Integer folds,
            @Nullable String group,
            @Nullable String time,
            @Nullable String rows) {
        this(train, validation, test, seed, folds, group, time, rows, null);
    }

    public static Split standard(long seed) {
        return new Split(STANDARD_TRAIN, STANDARD_HELD, STANDARD_HELD, seed);
    }

    /** Whether a column or a file fixes the parts, so that no draw can change them. */
    public boolean fixed() {
        return time != null || rows != null;
    }

    public Split withRows(String path) {
        return new Split(train, validation, test, seed, folds, group, time, path, repeats);
    }

    public Split withRepeats(@Nullable Repeats found) {
        return new Split(train, validation, test, seed, folds, group, time, rows, found);
    }
}
