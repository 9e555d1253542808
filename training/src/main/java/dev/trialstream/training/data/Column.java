package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataProfile.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One column of a table. It stores each distinct text once, or only numbers if it has too many distinct numbers. */
public final class Column {
    /** The code of a missing value. */
    public static final int MISSING = -1;

    private final String name;
    private final List<String> values;
    private final int[] codes;
    private final double[] numbers;
    private final boolean packed;
    private final Kind kind;
    private final NumberFormat format;
    private final @Nullable String note;
    private final boolean lenient;
    private double @Nullable [] ofCode;

    private Column(
            String name,
            List<String> values,
            int[] codes,
            double[] numbers,
            boolean packed,
            Kind kind,
            NumberFormat format,
            @Nullable String note,
            boolean lenient) {
        this.name = name;
        this.values = List.copyOf(values);
        this.codes = codes;
        this.numbers = numbers;
        this.packed = packed;
        this.kind = kind;
        this.format = format;
        this.note = note;
        this.lenient = lenient;
    }

    /**
     * @param values the distinct texts, trimmed
     * @param codes for each row the index into {@code values}, or {@link #MISSING}
     */
    static Column ofTexts(String name, List<String> values, int[] codes) {
        boolean plain = values.stream().allMatch(value -> Numbers.parse(value).isPresent());
        Kind kind = plain ? Kind.NUMERIC : Kind.CATEGORICAL;
        return new Column(name, values, codes, new double[0], false, kind, NumberFormat.PLAIN, null, false);
    }

    /** @param numbers the number of each row, NaN if missing */
    public static Column ofNumbers(String name, double[] numbers) {
        return new Column(name, List.of(), new int[0], numbers, true, Kind.NUMERIC, NumberFormat.PLAIN, null, false);
    }

    /**
     * This column read as numbers.
     *
     * @param as format of the texts; one that it does not fit becomes a missing value
     * @param why null: plain numbers
     */
    Column numeric(NumberFormat as, @Nullable String why) {
        if (packed) {
            return new Column(name, values, codes, numbers, true, Kind.NUMERIC, as, why, lenient);
        }
        int[] newCode = new int[values.size()];
        List<String> kept = new ArrayList<>();
        for (int code = 0; code < newCode.length; code++) {
            boolean number = as.parse(values.get(code)).isPresent();
            newCode[code] = number ? kept.size() : MISSING;
            if (number) {
                kept.add(values.get(code));
            }
        }
        int[] mapped = codes;
        if (kept.size() < values.size()) {
            mapped = Arrays.stream(codes)
                    .map(code -> code == MISSING ? MISSING : newCode[code])
                    .toArray();
        }
        return new Column(name, kept, mapped, numbers, false, Kind.NUMERIC, as, why, lenient);
    }

    /** This column with each text as a category; not for a packed column. */
    Column categorical(@Nullable String why) {
        return new Column(name, values, codes, numbers, packed, Kind.CATEGORICAL, NumberFormat.PLAIN, why, false);
    }

    /** Number of rows of each distinct text. */
    Map<String, Integer> counts() {
        int[] counts = new int[values.size()];
        for (int code : codes) {
            if (code != MISSING) {
                counts[code]++;
            }
        }
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int code = 0; code < counts.length; code++) {
            rows.put(values.get(code), counts[code]);
        }
        return rows;
    }

    /** The first row whose text fulfils {@code condition}; −1 if none does. */
    int firstRow(Predicate<String> condition) {
        boolean[] wanted = new boolean[values.size()];
        for (int code = 0; code < wanted.length; code++) {
            wanted[code] = condition.test(values.get(code));
        }
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] != MISSING && wanted[codes[row]]) {
                return row;
            }
        }
        return -1;
    }

    /** The same column, where a text that is no number counts as missing. */
    Column leniently() {
        return new Column(name, values, codes, numbers, packed, kind, format, note, true);
    }

    /** Whether a text that is no number counts as missing, also in new rows. */
    public boolean lenient() {
        return lenient;
    }

    /** How the numbers are written. */
    public NumberFormat format() {
        return format;
    }

    /** Why the column is read this way; null if its texts say it. */
    public @Nullable String note() {
        return note;
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
                    .mapToDouble(text -> format.parse(text).orElse(Double.NaN))
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

    /** Unless decided otherwise, numeric if every value is a plain number. */
    public Kind kind() {
        return kind;
    }
}
