package dev.trialstream.training.data;

import dev.trialstream.protocol.study.ColumnUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an input column holds. A column whose texts are numbers, but for marks of missing values, is numeric; one
 * of which more than half of the cells are numbers is refused at the first cell that is none. Dates are refused, too. All
 * other columns are categorical. The study can say otherwise.
 */
final class ColumnReader {
    /** Units that a number is often written with; other letters may as well be part of a code such as 12a. */
    private static final Set<String> UNITS = Set.of(
            "%",
            "kg", "g", "mg", "lb", "lbs", "oz", "t", "km", "m", "cm", "mm", "mi", "ft", "in", "l", "ml", "s", "ms",
            "min", "h", "d", "k", "c", "f", "hz", "khz", "mhz", "ghz", "mb", "gb", "tb", "kb", "w", "kw", "kwh", "v",
            "usd", "eur", "gbp", "$", "\u20AC", "\u00A3", "\u00A5", "\u00B0c", "\u00B0f", "\u2030");

    /** Percentage of cells above which letters after numbers are a unit. */
    private static final int UNIT_IN_A_HUNDRED = 90;

    /** Beyond this, whole numbers lose digits. */
    private static final double MOST_EXACT = 1L << 53;

    /** Beyond this, a number is none of the four bytes of a network's input. */
    static final double LARGEST = 1e38;

    private final DataTable table;
    private final Column column;
    private final MissingMarks marks;
    private final Punctuation punctuation;

    private ColumnReader(DataTable table, Column column, MissingMarks marks, Punctuation punctuation) {
        this.table = table;
        this.column = column;
        this.marks = marks;
        this.punctuation = punctuation;
    }

    /**
     * @param column with its texts
     * @throws BadData if the column is mostly numbers, or holds dates, and the study does not say what to do
     */
    static Column read(DataTable table, Column column, TableReading reading, Punctuation punctuation) {
        ColumnReader reader = new ColumnReader(table, column, reading.marks(), punctuation);
        @Nullable ColumnUse use = reading.use(column.name());
        return reader.checkedSize(use == null ? reader.found() : reader.said(use));
    }

    /** What to do with a text that stands for a missing value. */
    static String missingAdvice(String text) {
        return "name it as a missing value in data.missing (--missing '" + Cells.shown(text) + "')";
    }

    /** How to say what a column is, for a message. */
    static String useAdvice(String column, ColumnUse... uses) {
        List<String> words = new ArrayList<>();
        for (ColumnUse use : uses) {
            words.add(use.name().toLowerCase(Locale.ROOT));
        }
        return "data.columns: {" + column + ": " + String.join(" | ", words) + "} (--column '" + column + "="
                + words.get(0) + "')";
    }

    private Column said(ColumnUse use) {
        return switch (use) {
            case CATEGORICAL -> column.categorical("as data.columns says");
            case NUMERIC -> leniently().leniently();
            case DECIMAL_COMMA -> exactly(NumberFormat.Style.DECIMAL_COMMA);
            case THOUSANDS -> exactly(NumberFormat.Style.THOUSANDS);
            case TIME -> exactly(NumberFormat.Style.TIME);
            case IGNORE -> column;
        };
    }

    private Column leniently() {
        if (column.packed()) {
            return column.numeric(NumberFormat.PLAIN, joined("as data.columns says", column.note()));
        }
        Map<String, Integer> rows = column.counts();
        NumberFormats.Found found = pointsAsDecimals(punctuation.formatOf(column, rows));
        checkCertain(found);
        long numbers = NumberFormats.explained(rows, found.format());
        if (numbers == 0 && !rows.isEmpty()) {
            throw at(
                    text -> true,
                    text -> "holds " + Cells.shown(text)
                            + ", and no row a number: expected numbers, as data.columns says");
        }
        return column.numeric(
                found.format(), joined("as data.columns says", written(found.format()), lost(found.format())));
    }

    /** Where the study says {@code numeric}, a point is a decimal one. */
    private static NumberFormats.Found pointsAsDecimals(NumberFormats.Found found) {
        return found.doubt() == NumberFormats.Doubt.POINT ? found.as(NumberFormat.Style.PLAIN, null) : found;
    }

    private Column exactly(NumberFormat.Style style) {
        NumberFormats.Found guess = NumberFormats.of(column.counts());
        if (style == NumberFormat.Style.THOUSANDS && guess.doubt() == NumberFormats.Doubt.POINT) {
            checkCertain(guess);
        }
        NumberFormat found = style == NumberFormat.Style.TIME ? NumberFormat.PLAIN : guess.format();
        NumberFormat format = new NumberFormat(style, found.prefix(), found.suffix());
        Predicate<String> wrong =
                text -> !marks.amongNumbers(text) && format.parse(text).isEmpty();
        if (column.firstRow(wrong) >= 0) {
            throw at(
                    wrong,
                    text -> "holds " + Cells.shown(text) + ", expected " + format.described()
                            + ", as data.columns says: correct it, or " + missingAdvice(text));
        }
        return column.numeric(format, joined("as data.columns says", written(format), lost(format)));
    }

    private Column found() {
        if (column.packed()) {
            return column;
        }
        Map<String, Integer> core = new LinkedHashMap<>();
        column.counts().forEach((text, count) -> {
            if (!marks.amongNumbers(text)) {
                core.put(text, count);
            }
        });
        if (core.isEmpty()) {
            return column.categorical(null);
        }
        if (areCodes(core.keySet())) {
            return column.categorical("digits of one length with leading zeros, as of codes");
        }
        NumberFormats.Found found = punctuation.formatOf(column, core);
        long cells = core.values().stream().mapToLong(Integer::intValue).sum();
        long numbers = NumberFormats.explained(core, found.format());
        if (numbers == cells) {
            checkCertain(found);
            return column.numeric(
                    found.format(),
                    joined(
                            written(found.format()),
                            found.because(),
                            lost(found.format()),
                            zeros(core.keySet()),
                            rounded(core.keySet())));
        }
        checkNoTimes(core, cells);
        if (numbers * 2 > cells && countsAsNumbers(found.format(), numbers, cells)) {
            throw mixed(found.format(), numbers);
        }
        return column.categorical(categories(core, numbers));
    }

    private static boolean areCodes(Set<String> texts) {
        int width = texts.iterator().next().length();
        return width > 1
                && texts.stream().anyMatch(text -> text.charAt(0) == '0')
                && texts.stream()
                        .allMatch(text -> text.length() == width && text.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** Letters are a unit if they are a known one, or if nearly every cell has them and they are several. */
    private static boolean countsAsNumbers(NumberFormat format, long numbers, long cells) {
        String suffix = format.suffix();
        return suffix.isEmpty()
                || UNITS.contains(suffix.toLowerCase(Locale.ROOT))
                || (suffix.length() > 1 && numbers * 100 > cells * UNIT_IN_A_HUNDRED);
    }

    private void checkCertain(NumberFormats.Found found) {
        NumberFormat comma = found.as(NumberFormat.Style.DECIMAL_COMMA, null).format();
        if (found.doubt() == NumberFormats.Doubt.POINT) {
            NumberFormat point = found.as(NumberFormat.Style.PLAIN, null).format();
            throw at(
                    text -> NumberFormats.isPointGroup(point.body(text)),
                    text -> "holds " + text + ", which is "
                            + plain(comma, text) + " with a thousands separator or " + plain(point, text)
                            + " with a decimal point: say "
                            + useAdvice(column.name(), ColumnUse.DECIMAL_COMMA, ColumnUse.NUMERIC));
        } else if (found.doubt() == NumberFormats.Doubt.COMMA) {
            throw at(
                    text -> text.indexOf(',') >= 0,
                    text -> "holds " + text + ", which is "
                            + plain(found.format(), text) + " with a thousands separator or " + plain(comma, text)
                            + " with a decimal comma: say "
                            + useAdvice(column.name(), ColumnUse.THOUSANDS, ColumnUse.DECIMAL_COMMA));
        }
    }

    private static String plain(NumberFormat format, String text) {
        double number = format.parse(text).orElse(Double.NaN);
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    /** Refuses a column of which more than half of the cells are dates or times. */
    private void checkNoTimes(Map<String, Integer> rows, long cells) {
        Map<String, Integer> times = new LinkedHashMap<>(rows);
        times.keySet().removeIf(text -> !isTime(text));
        long count = times.values().stream().mapToLong(Integer::intValue).sum();
        if (count * 2 <= cells) {
            return;
        }
        boolean iso = times.keySet().stream().allMatch(text -> Times.days(text).isPresent());
        String uses = iso
                ? useAdvice(column.name(), ColumnUse.TIME, ColumnUse.CATEGORICAL, ColumnUse.IGNORE)
                : useAdvice(column.name(), ColumnUse.IGNORE, ColumnUse.CATEGORICAL);
        if (count < cells) {
            String example = times.keySet().iterator().next();
            throw at(
                    text -> !marks.amongNumbers(text) && !isTime(text),
                    text -> "holds " + Cells.shown(text) + " among " + count + " cells with "
                            + TextPattern.of(example).orElseThrow().named() + " such as " + example
                            + ": correct it or " + missingAdvice(text) + ", and say " + uses);
        }
        throw at(
                text -> !marks.amongNumbers(text),
                text -> "holds "
                        + TextPattern.of(text).orElseThrow().named() + ", " + text
                        + ", expected a number or a category: say " + uses
                        + (iso ? "" : ", or write it like 2026-01-31")
                        + ", or split by it with data.split: {time: " + column.name() + "}");
    }

    private static boolean isTime(String text) {
        return TextPattern.of(text).filter(TextPattern::isTime).isPresent();
    }

    private BadData mixed(NumberFormat format, long numbers) {
        Predicate<String> wrong =
                text -> !marks.amongNumbers(text) && format.parse(text).isEmpty();
        String among =
                " among " + numbers + " numbers" + (format.described().isEmpty() ? "" : " with " + format.described());
        return at(
                wrong,
                text -> "holds " + Cells.shown(text)
                        + TextPattern.of(text)
                                .map(pattern -> ", " + pattern.named() + ",")
                                .orElse("") + among
                        + ": correct it, " + missingAdvice(text) + ", or say "
                        + useAdvice(column.name(), ColumnUse.CATEGORICAL, ColumnUse.NUMERIC, ColumnUse.IGNORE));
    }

    private static @Nullable String written(NumberFormat format) {
        return format.equals(NumberFormat.PLAIN) ? null : "written with " + format.described();
    }

    /** The texts that are missing values, but not everywhere. */
    private @Nullable String lost(NumberFormat format) {
        Map<String, Integer> lost = new LinkedHashMap<>();
        column.counts().forEach((text, count) -> {
            if (format.parse(text).isEmpty()) {
                lost.put(text, count);
            }
        });
        if (lost.isEmpty()) {
            return null;
        }
        int cells = lost.values().stream().mapToInt(Integer::intValue).sum();
        int row = column.firstRow(lost::containsKey);
        return lostTexts(cells, table.lines().get(row), String.valueOf(column.text(row)));
    }

    /** How many texts are missing values, for a note. */
    static String lostTexts(int cells, int firstLine, String first) {
        return cells + (cells == 1 ? " text counts" : " texts count") + " as missing, the first in line " + firstLine
                + ": " + Cells.shown(first);
    }

    private @Nullable String zeros(Set<String> texts) {
        Predicate<String> zero = text -> text.length() > 1 && text.matches("0\\d+");
        if (texts.stream().noneMatch(zero)) {
            return null;
        }
        int row = column.firstRow(zero);
        return "leading zeros do not count, as in line " + table.lines().get(row) + ": " + column.text(row);
    }

    private static @Nullable String rounded(Set<String> texts) {
        return texts.stream()
                        .filter(text -> text.matches("[+-]?\\d{16,}"))
                        .anyMatch(text -> Math.abs(Numbers.parse(text).orElse(0)) > MOST_EXACT)
                ? "numbers beyond 2^53 lose digits"
                : null;
    }

    private @Nullable String categories(Map<String, Integer> core, long numbers) {
        String mixed = numbers == 0 ? null : numbers + (numbers == 1 ? " cell is a number" : " cells are numbers");
        Map<String, List<String>> byCase = core.keySet().stream()
                .collect(Collectors.groupingBy(
                        text -> text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "),
                        LinkedHashMap::new,
                        Collectors.toList()));
        String cases = byCase.values().stream()
                .filter(same -> same.size() > 1)
                .findFirst()
                .map(same -> "categories that differ in case or spaces alone: " + String.join(", ", same))
                .orElse(null);
        return joined(mixed, cases);
    }

    private Column checkedSize(Column read) {
        for (int row = 0; row < read.rows(); row++) {
            if (Math.abs(read.number(row)) > LARGEST
                    && read.kind() == dev.trialstream.protocol.study.DataProfile.Kind.NUMERIC) {
                String text = String.valueOf(read.text(row));
                throw BadData.atLine(
                        table.file(),
                        table.lines().get(row),
                        "column " + column.name() + " holds " + Cells.shown(text)
                                + ", expected magnitudes up to 1e38: correct it, change the unit of the column, or "
                                + missingAdvice(text));
            }
        }
        return read;
    }

    private BadData at(Predicate<String> where, java.util.function.UnaryOperator<String> complaint) {
        int row = column.firstRow(where);
        return BadData.atLine(
                table.file(),
                table.lines().get(row),
                "column " + column.name() + " " + complaint.apply(String.valueOf(column.text(row))));
    }

    private static @Nullable String joined(@Nullable String... parts) {
        List<String> given = new ArrayList<>();
        for (@Nullable String part : parts) {
            if (part != null) {
                given.add(part);
            }
        }
        return given.isEmpty() ? null : String.join("; ", given);
    }
}
