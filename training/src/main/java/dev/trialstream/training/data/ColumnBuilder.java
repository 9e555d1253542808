package dev.trialstream.training.data;

import dev.trialstream.protocol.study.ColumnUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Builds a column row by row: its texts, or only the numbers once there are too many distinct ones. */
final class ColumnBuilder {
    /** Maximum number of distinct texts of a numeric column; beyond that only numbers are stored. */
    private static final int MOST_NUMBERS_AS_TEXT = 4096;

    private final String name;
    private final TableReading reading;
    private final boolean asText;
    private final boolean lenient;
    private final boolean target;
    private final boolean commaSeparated;
    private final Map<String, Integer> codeOf = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private int[] codes = new int[1024];
    private double[] numbers = new double[0];
    private boolean packed;
    private boolean numeric = true;
    private boolean leadingZero;
    private int width;
    private int plainNumbers;
    private int words;
    private int lost;
    private int firstLost;
    private String firstLostText = "";
    private boolean points;
    private boolean pointGroups;
    private int rows;

    /** @param separator of the fields of the file */
    ColumnBuilder(String name, TableReading reading, char separator) {
        this.name = name;
        this.reading = reading;
        this.asText = reading.asText(name);
        this.lenient = reading.use(name) == ColumnUse.NUMERIC;
        this.target = reading.isTarget(name);
        this.commaSeparated = separator == ',';
    }

    /** @throws IllegalArgumentException if it is text after thousands of distinct numbers */
    void add(String raw) {
        String text = Cells.strip(raw);
        if (packed) {
            addNumber(text);
            return;
        }
        if (rows == codes.length) {
            codes = Arrays.copyOf(codes, rows * 2);
        }
        codes[rows++] = code(text);
        if (values.size() > MOST_NUMBERS_AS_TEXT && canPack()) {
            pack();
        }
    }

    private void addNumber(String text) {
        if (rows == numbers.length) {
            numbers = Arrays.copyOf(numbers, rows + (rows >> 1));
        }
        numbers[rows] = number(text);
        rows++;
    }

    private double lost(int row, String text) {
        if (lost++ == 0) {
            firstLost = row;
            firstLostText = text;
        }
        return Double.NaN;
    }

    private double number(String text) {
        if (reading.marks().anywhere(text)) {
            return Double.NaN;
        } else if (reading.marks().amongNumbers(text)) {
            return lost(rows, text);
        }
        OptionalDouble number = Numbers.parse(text);
        List<ColumnUse> uses = NumberFormats.usesOf(text);
        if (number.isEmpty() && lenient && uses.isEmpty()) {
            return lost(rows, text);
        }
        return number.orElseThrow(() -> new IllegalArgumentException("column " + name + " holds " + Cells.shown(text)
                + " below thousands of different numbers, expected a number: correct it, "
                + (uses.isEmpty() ? "" : "say " + ColumnReader.useAdvice(name, uses.toArray(ColumnUse[]::new)) + ", ")
                + ColumnReader.missingAdvice(text) + ", or drop the column"));
    }

    /** Whether nothing is lost with the texts: they are plain numbers but for some words. */
    private boolean canPack() {
        return numeric && !asText && !codes() && plainNumbers > words && !mayBeThousands();
    }

    /** Whether every point so far may separate thousands, which a file with decimal commas needs its texts for. */
    private boolean mayBeThousands() {
        return !commaSeparated && !lenient && pointGroups && !points;
    }

    /** Whether the texts so far are digits of one length with leading zeros, as of postal codes. */
    private boolean codes() {
        return leadingZero && width > 1;
    }

    private void pack() {
        double[] ofCode = values.stream()
                .mapToDouble(text -> Numbers.parse(text).orElse(Double.NaN))
                .toArray();
        numbers = new double[codes.length];
        for (int row = 0; row < rows; row++) {
            numbers[row] = codes[row] == Column.MISSING ? Double.NaN : ofCode[codes[row]];
            if (codes[row] != Column.MISSING && Double.isNaN(numbers[row])) {
                lost(row, values.get(codes[row]));
            }
        }
        packed = true;
        codes = new int[0];
        values.clear();
        codeOf.clear();
    }

    private int code(String text) {
        if (target ? text.isEmpty() : reading.marks().anywhere(text)) {
            return Column.MISSING;
        }
        return codeOf.computeIfAbsent(text, fresh -> {
            values.add(fresh);
            if (numeric && !reading.marks().amongNumbers(fresh)) {
                boolean plain = Numbers.parse(fresh).isPresent();
                boolean word = fresh.chars().noneMatch(Character::isDigit);
                numeric = plain || (lenient && word);
                plainNumbers += plain ? 1 : 0;
                words += word ? 1 : 0;
                boolean group = NumberFormats.isPointGroup(fresh);
                pointGroups |= group;
                points |= !group && fresh.indexOf('.') >= 0;
                checkDigits(fresh);
            }
            return values.size() - 1;
        });
    }

    private void checkDigits(String text) {
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        width = digits && (width == 0 || width == text.length()) ? text.length() : -1;
        leadingZero = leadingZero || (text.length() > 1 && text.charAt(0) == '0');
    }

    /** @param lines start line of each row */
    Column build(List<Integer> lines) {
        if (packed) {
            Column column = Column.ofNumbers(name, rows == numbers.length ? numbers : Arrays.copyOf(numbers, rows));
            return lost == 0
                    ? column
                    : column.numeric(
                            NumberFormat.PLAIN, ColumnReader.lostTexts(lost, lines.get(firstLost), firstLostText));
        }
        return Column.ofTexts(name, values, Arrays.copyOf(codes, rows));
    }
}
