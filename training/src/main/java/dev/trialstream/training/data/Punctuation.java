package dev.trialstream.training.data;

import dev.trialstream.protocol.study.ColumnUse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the other columns of a table show about a column whose points or commas have two readings. A file is written by
 * one program, so its columns have the same decimal sign.
 */
final class Punctuation {
    /** The sign before the decimals. */
    private enum Decimal {
        POINT,
        COMMA,
        UNKNOWN
    }

    private final DataTable table;
    private final TableReading reading;
    private final Map<String, Decimal> decimals = new HashMap<>();

    Punctuation(DataTable table, TableReading reading) {
        this.table = table;
        this.reading = reading;
    }

    /**
     * The format of {@code column}, in doubt only if the rest of the table does not show the decimal sign.
     *
     * @param rows number of rows of each distinct text of the column
     */
    NumberFormats.Found formatOf(Column column, Map<String, Integer> rows) {
        NumberFormats.Found found = NumberFormats.of(rows);
        if (found.doubt() == NumberFormats.Doubt.NONE) {
            return found;
        }
        @Nullable Column point = other(column, Decimal.POINT);
        @Nullable Column comma = other(column, Decimal.COMMA);
        if (point != null && comma != null) {
            return found;
        } else if (comma != null) {
            return found.as(NumberFormat.Style.DECIMAL_COMMA, "as in column " + comma.name());
        } else if (found.doubt() == NumberFormats.Doubt.POINT) {
            boolean plain =
                    point != null || (table.separator() != ';' && found.format().style() == NumberFormat.Style.PLAIN);
            return plain ? found.as(NumberFormat.Style.PLAIN, null) : found;
        }
        boolean thousands = point != null || (table.separator() == ',' && NumberFormats.hasSmallWholes(rows, found));
        return thousands ? found.as(NumberFormat.Style.THOUSANDS, null) : found;
    }

    private @Nullable Column other(Column column, Decimal sign) {
        return table.columns().stream()
                .filter(each -> !each.name().equals(column.name()) && decimal(each) == sign)
                .findFirst()
                .orElse(null);
    }

    private Decimal decimal(Column column) {
        return decimals.computeIfAbsent(column.name(), name -> shownBy(column));
    }

    private Decimal shownBy(Column column) {
        @Nullable ColumnUse use = reading.use(column.name());
        if (use == ColumnUse.DECIMAL_COMMA) {
            return Decimal.COMMA;
        } else if (use == ColumnUse.CATEGORICAL || use == ColumnUse.TIME || use == ColumnUse.IGNORE) {
            return Decimal.UNKNOWN;
        } else if (column.packed()) {
            return fractions(column) ? Decimal.POINT : Decimal.UNKNOWN;
        }
        Map<String, Integer> rows = new LinkedHashMap<>(column.counts());
        rows.keySet().removeIf(reading.marks()::amongNumbers);
        NumberFormats.Found found = NumberFormats.of(rows);
        long cells = rows.values().stream().mapToLong(Integer::intValue).sum();
        if (found.doubt() != NumberFormats.Doubt.NONE || NumberFormats.explained(rows, found.format()) * 2 <= cells) {
            return Decimal.UNKNOWN;
        }
        return switch (found.format().style()) {
            case DECIMAL_COMMA -> Decimal.COMMA;
            case THOUSANDS -> NumberFormats.hasComma(rows, found.format()) ? Decimal.POINT : Decimal.UNKNOWN;
            default -> NumberFormats.hasPoint(rows, found.format()) ? Decimal.POINT : Decimal.UNKNOWN;
        };
    }

    private static boolean fractions(Column packed) {
        return IntStream.range(0, packed.rows())
                .mapToDouble(packed::number)
                .anyMatch(number -> !Double.isNaN(number) && number != Math.rint(number));
    }
}
