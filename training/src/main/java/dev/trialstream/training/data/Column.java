package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataProfile.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One column of a table. It stores each distinct text once, or only numbers if it has too many distinct numbers. */
public final class Column {
    /** The code of a missing value. */
    public static final int MISSING = -1;

    private static final Set<String> MISSING_TEXTS = Set.of("", "na", "n/a", "nan", "null", "?");

    private final String name;
    private final List<String> values;
    private final int[] codes;
    private final double[] numbers;
    private final boolean packed;
    private double @Nullable [] ofCode;

    private Column(String name, List<String> values, int[] codes, double[] numbers, boolean packed) {
        this.name = name;
        this.values = List.copyOf(values);
        this.codes = codes;
        this.numbers = numbers;
        this.packed = packed;
    }

    /**
     * @param values the distinct texts, trimmed
     * @param codes for each row the index into {@code values}, or {@link #MISSING}
     */
    static Column ofTexts(String name, List<String> values, int[] codes) {
        return new Column(name, values, codes, new double[0], false);
    }

    /** @param numbers the number of each row, NaN if missing */
    public static Column ofNumbers(String name, double[] numbers) {
        return new Column(name, List.of(), new int[0], numbers, true);
    }

    /** Whether {@code text}, trimmed, stands for a missing value. */
    public static boolean isMissing(String text) {
        return MISSING_TEXTS.contains(text.toLowerCase(Locale.ROOT));
    }

    public String name() {
        return name;
    }

    /** Whether it stores only numbers, without texts. */
    public boolean packed() {
        return packed;
    }

    /** The distinct texts, in the order of first appearance; empty for a packed column. */
    public List<String> values() {
        return values;
    }

    public int rows() {
        return packed ? numbers.length : codes.length;
    }

    /** The index of the row's text in {@link #values}, or {@link #MISSING}; not for a packed column. */
    public int code(int row) {
        return codes[row];
    }

    /** The row's number; NaN if it has none. */
    public double number(int row) {
        if (packed) {
            return numbers[row];
        }
        if (ofCode == null) {
            ofCode = values.stream()
                    .mapToDouble(text -> Numbers.parse(text).orElse(Double.NaN))
                    .toArray();
        }
        return codes[row] == MISSING ? Double.NaN : ofCode[codes[row]];
    }

    /** The row's text, or null if it is missing. */
    public @Nullable String text(int row) {
        if (packed) {
            return Double.isNaN(numbers[row]) ? null : String.valueOf(numbers[row]);
        }
        return codes[row] == MISSING ? null : values.get(codes[row]);
    }

    public boolean isMissing(int row) {
        return packed ? Double.isNaN(numbers[row]) : codes[row] == MISSING;
    }

    /** Whether no row has a value. */
    boolean isEmpty() {
        return !packed && values.isEmpty();
    }

    /** Whether two rows have the same value; two missing values are equal. */
    boolean alike(int row, int other) {
        return packed
                ? Double.doubleToLongBits(numbers[row]) == Double.doubleToLongBits(numbers[other])
                : codes[row] == codes[other];
    }

    /** Equal for rows with the same value. */
    int hash(int row) {
        return packed ? Double.hashCode(numbers[row]) : codes[row];
    }

    public int missing() {
        return packed
                ? (int) Arrays.stream(numbers).filter(Double::isNaN).count()
                : (int) Arrays.stream(codes).filter(code -> code == MISSING).count();
    }

    /** Number of distinct values. */
    public int distinct() {
        if (!packed) {
            return values.size();
        }
        double[] sorted = Arrays.stream(numbers)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int distinct = sorted.length == 0 ? 0 : 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    /** Numeric if every value is a number. */
    public Kind kind() {
        return packed || values.stream().allMatch(value -> Numbers.parse(value).isPresent())
                ? Kind.NUMERIC
                : Kind.CATEGORICAL;
    }
}
