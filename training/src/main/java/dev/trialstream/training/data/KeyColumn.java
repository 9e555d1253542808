package dev.trialstream.training.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

/** The column that splits the rows. */
final class KeyColumn {
    private KeyColumn() {}

    /** @throws BadData if a row has no value in it */
    static Column of(Examples data, String name) {
        Column key = Objects.requireNonNull(data.key(), name);
        for (int row = 0; row < key.rows(); row++) {
            if (key.isMissing(row)) {
                throw BadData.atLine(
                        data.file(), data.place(row), "column " + name + " has no value to part the rows by");
            }
        }
        return key;
    }

    /**
     * The time of each row: a number as it is, a date or time in seconds.
     *
     * @throws BadData if a row has neither
     */
    static double[] times(Examples data, String name) {
        Column key = of(data, name);
        double[] times = new double[key.rows()];
        for (int row = 0; row < times.length; row++) {
            times[row] = key.number(row);
            if (Double.isNaN(times[row])) {
                times[row] = seconds(data, key, row);
            }
        }
        return times;
    }

    private static double seconds(Examples data, Column key, int row) {
        String text = Objects.requireNonNull(key.text(row));
        try {
            return seconds(text.replace(' ', 'T'));
        } catch (DateTimeException e) {
            throw BadData.atLine(
                    data.file(),
                    data.place(row),
                    "column " + key.name() + " holds " + text
                            + ", expected a number or a time such as 2026-01-31 or 2026-01-31T23:59:00Z");
        }
    }

    /** Seconds since 1970, of a date or an ISO date and time. */
    static double seconds(String text) {
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        }
        return instant(text).toEpochMilli() / 1000.0;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutZone) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }
}
