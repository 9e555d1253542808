package dev.trialstream.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds a column row by row: its texts, or only the numbers once there are too many distinct ones. */
final class ColumnBuilder {
    /** Maximum number of distinct texts of a numeric column; beyond that only numbers are stored. */
    private static final int MOST_NUMBERS_AS_TEXT = 4096;

    private final String name;
    private final boolean asText;
    private final Map<String, Integer> codeOf = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private int[] codes = new int[1024];
    private double[] numbers = new double[0];
    private boolean packed;
    private boolean numeric = true;
    private int rows;

    /** @param asText whether every text is kept as written */
    ColumnBuilder(String name, boolean asText) {
        this.name = name;
        this.asText = asText;
    }

    /** @throws IllegalArgumentException if it is text after thousands of distinct numbers */
    void add(String raw) {
        String text = raw.strip();
        if (packed) {
            addNumber(text);
            return;
        }
        if (rows == codes.length) {
            codes = Arrays.copyOf(codes, rows * 2);
        }
        codes[rows++] = code(text);
        if (values.size() > MOST_NUMBERS_AS_TEXT && numeric && !asText) {
            pack();
        }
    }

    private void addNumber(String text) {
        if (rows == numbers.length) {
            numbers = Arrays.copyOf(numbers, rows + (rows >> 1));
        }
        numbers[rows++] = Column.isMissing(text)
                ? Double.NaN
                : Numbers.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("column " + name + " holds " + text
                                + " below thousands of different numbers, expected a number: correct it, or drop the"
                                + " column"));
    }

    private void pack() {
        double[] ofCode = values.stream()
                .mapToDouble(text -> Numbers.parse(text).orElseThrow())
                .toArray();
        numbers = new double[codes.length];
        for (int row = 0; row < rows; row++) {
            numbers[row] = codes[row] == Column.MISSING ? Double.NaN : ofCode[codes[row]];
        }
        packed = true;
        codes = new int[0];
        values.clear();
        codeOf.clear();
    }

    private int code(String text) {
        if (Column.isMissing(text)) {
            return Column.MISSING;
        }
        return codeOf.computeIfAbsent(text, fresh -> {
            values.add(fresh);
            numeric = numeric && Numbers.parse(fresh).isPresent();
            return values.size() - 1;
        });
    }

    Column build() {
        return packed
                ? Column.ofNumbers(name, rows == numbers.length ? numbers : Arrays.copyOf(numbers, rows))
                : Column.ofTexts(name, values, Arrays.copyOf(codes, rows));
    }
}
