package dev.trialstream.training.data;

import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the target column as classes or numbers. */
final class TargetReader {
    /** A target with more distinct numbers than this, and more than a tenth of the rows, is numeric. */
    private static final int MAX_NUMERIC_CLASSES = 50;

    /** Percentage of rows that must be numbers for a detected regression; the others then count as errors. */
    private static final int NUMBERS_IN_A_HUNDRED = 90;

    private final DataTable table;
    private final Column target;
    private final TableReading reading;
    private final Punctuation punctuation;
    private final @Nullable ColumnUse use;
    private final List<String> notes = new ArrayList<>();
    private boolean doubtfulPoints;

    /** @param target with every text as it is written, but for empty ones */
    TargetReader(DataTable table, Column target, TableReading reading, Punctuation punctuation) {
        this.table = table;
        this.target = target;
        this.reading = reading;
        this.punctuation = punctuation;
        this.use = reading.use(target.name());
    }

    /**
     * @param asked null: detect
     * @throws BadData if the column does not fit the task
     */
    Target read(@Nullable Task asked) {
        if (use == ColumnUse.IGNORE) {
            throw inTarget("is to be predicted, and cannot be ignored as data.columns says");
        }
        NumberFormat format =
                use == ColumnUse.CATEGORICAL || asked == Task.CLASSIFICATION ? NumberFormat.PLAIN : format();
        Task task = asked == null ? found(format) : asked;
        boolean numbers = task == Task.REGRESSION;
        checkPresent(numbers ? "a number" : "a class", numbers);
        return numbers ? quantities(format) : labels();
    }

    /** What a reader should know about the target. */
    List<String> notes() {
        return notes;
    }

    private NumberFormat format() {
        Map<String, Integer> rows = target.counts();
        rows.keySet().removeIf(reading.marks()::amongNumbers);
        NumberFormats.Found found = punctuation.formatOf(target, rows);
        if (use == ColumnUse.DECIMAL_COMMA || use == ColumnUse.THOUSANDS || use == ColumnUse.TIME) {
            NumberFormat.Style style = NumberFormat.Style.valueOf(use.name());
            return new NumberFormat(
                    style, found.format().prefix(), found.format().suffix());
        } else if (found.doubt() == NumberFormats.Doubt.COMMA) {
            throw at(
                    text -> text.indexOf(',') >= 0,
                    text -> "target " + target.name() + " holds " + text
                            + ", whose comma separates thousands or decimals: say "
                            + ColumnReader.useAdvice(target.name(), ColumnUse.THOUSANDS, ColumnUse.DECIMAL_COMMA));
        }
        doubtfulPoints = found.doubt() == NumberFormats.Doubt.POINT && use != ColumnUse.NUMERIC;
        return found.doubt() == NumberFormats.Doubt.POINT
                ? found.as(NumberFormat.Style.PLAIN, null).format()
                : found.format();
    }

    private Task found(NumberFormat format) {
        if (use != null) {
            return use == ColumnUse.CATEGORICAL ? Task.CLASSIFICATION : Task.REGRESSION;
        }
        int distinct = 0;
        long rows = 0;
        for (Map.Entry<String, Integer> entry : target.counts().entrySet()) {
            boolean number = format.parse(entry.getKey()).isPresent();
            distinct += number ? 1 : 0;
            rows += number ? entry.getValue() : 0;
        }
        boolean many = distinct > MAX_NUMERIC_CLASSES && distinct * 10L > target.rows();
        return many && rows * 100 >= (long) NUMBERS_IN_A_HUNDRED * target.rows()
                ? Task.REGRESSION
                : Task.CLASSIFICATION;
    }

    private void checkPresent(String expected, boolean numbers) {
        for (int row = 0; row < target.rows(); row++) {
            if (target.code(row) == Column.MISSING) {
                throw atRow(row, "target " + target.name() + " has no value, expected " + expected + " in every row");
            }
        }
        Predicate<String> missing = numbers ? reading.marks()::amongNumbers : markOfAClass();
        int row = target.firstRow(missing);
        if (row >= 0) {
            String text = String.valueOf(target.text(row));
            throw atRow(
                    row,
                    "target " + target.name() + " has no value, expected " + expected + " in every row"
                            + (reading.marks().own(text) ? ": data.missing names " + Cells.shown(text) : ""));
        }
    }

    /**
     * Among words, NA may be a class; among numbers, no usual mark is one. The study's own marks are meant for inputs, so
     * that one of them, but for NA, stays a class.
     */
    private Predicate<String> markOfAClass() {
        if (use == ColumnUse.CATEGORICAL) {
            return text -> false;
        }
        MissingMarks usual = MissingMarks.USUAL;
        boolean numbers = target.values().stream()
                .allMatch(
                        text -> usual.amongNumbers(text) || Numbers.parse(text).isPresent());
        return numbers
                ? usual::amongNumbers
                : text -> MissingMarks.usual(text)
                        && (!text.toLowerCase(Locale.ROOT).equals("na")
                                || reading.marks().own(text));
    }

    private Labels labels() {
        Column classes = merged();
        if (classes.values().size() == 1) {
            throw inTarget("every row is of class " + classes.values().get(0) + ", expected two classes at least");
        }
        classes.counts().forEach((text, rows) -> {
            if (text.equalsIgnoreCase("na")) {
                notes.add("target " + target.name() + ": " + text + " is a class of " + rows + " rows; "
                        + "data.missing: [" + text + "] (--missing " + text + ") makes it a missing value");
            } else if (reading.marks().own(text)) {
                notes.add("target " + target.name() + ": " + text + " is a class of " + rows
                        + " rows, data.missing applies to the inputs alone");
            }
        });
        noteCase(classes);
        return Labels.of(classes);
    }

    private void noteCase(Column classes) {
        Map<String, String> first = new HashMap<>();
        for (String text : classes.values()) {
            String other = first.putIfAbsent(text.toLowerCase(Locale.ROOT), text);
            if (other != null) {
                notes.add("target " + target.name() + ": the classes " + other + " and " + text
                        + " differ in case alone");
                return;
            }
        }
    }

    /** Numbers that are written in two ways, such as 1 and 1.0, are one class: the one that comes first. */
    private Column merged() {
        boolean codes = target.values().stream().anyMatch(text -> text.matches("0\\d+"));
        if (use == ColumnUse.CATEGORICAL || codes) {
            return target;
        }
        Map<Double, Integer> codeOf = new HashMap<>();
        List<String> kept = new ArrayList<>();
        int[] newCode = new int[target.values().size()];
        for (int code = 0; code < newCode.length; code++) {
            String text = target.values().get(code);
            OptionalDouble number = Numbers.parse(text);
            Integer known = number.isPresent() ? codeOf.get(number.getAsDouble() + 0.0) : null;
            if (known != null) {
                notes.add("target " + target.name() + ": " + text + " is the class " + kept.get(known));
                newCode[code] = known;
                continue;
            }
            newCode[code] = kept.size();
            if (number.isPresent()) {
                codeOf.put(number.getAsDouble() + 0.0, kept.size());
            }
            kept.add(text);
        }
        int[] codesOfRows = new int[target.rows()];
        for (int row = 0; row < codesOfRows.length; row++) {
            codesOfRows[row] = newCode[target.code(row)];
        }
        return Column.ofTexts(target.name(), kept, codesOfRows);
    }

    private Quantities quantities(NumberFormat format) {
        if (doubtfulPoints) {
            throw at(
                    text -> NumberFormats.isPointGroup(format.body(text)),
                    text -> "target " + target.name() + " holds " + text
                            + ", whose point separates thousands or decimals: say "
                            + ColumnReader.useAdvice(target.name(), ColumnUse.DECIMAL_COMMA, ColumnUse.NUMERIC));
        }
        int wrong = target.firstRow(text -> format.parse(text).isEmpty());
        if (wrong >= 0) {
            throw atRow(
                    wrong,
                    "target " + target.name() + " holds " + target.text(wrong)
                            + ", expected a number as in a regression:"
                            + " correct it, or choose the task classification");
        }
        if (!format.equals(NumberFormat.PLAIN)) {
            notes.add("target " + target.name() + ": numbers written with " + format.described());
        }
        Quantities quantities = Quantities.of(target.numeric(format, null));
        DataProfile.TargetSummary summary = quantities.summary();
        if (summary.min() == summary.max()) {
            throw inTarget("every row is " + target.values().get(0) + ", expected different numbers");
        }
        if (!Double.isFinite(summary.sd()) || !Double.isFinite(1 / summary.sd())) {
            throw inTarget("its numbers from " + summary.min() + " to " + summary.max()
                    + " cannot be squared, expected magnitudes between 1e-150 and 1e150: change their unit");
        }
        return quantities;
    }

    private BadData at(Predicate<String> where, java.util.function.UnaryOperator<String> complaint) {
        int row = target.firstRow(where);
        return atRow(row, complaint.apply(String.valueOf(target.text(row))));
    }

    private BadData atRow(int row, String complaint) {
        return BadData.atLine(table.file(), table.lines().get(row), complaint);
    }

    private BadData inTarget(String complaint) {
        return BadData.inColumn(table.file(), target.name(), complaint);
    }
}
