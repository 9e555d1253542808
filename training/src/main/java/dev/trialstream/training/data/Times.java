package dev.trialstream.training.data;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Dates and times in ISO form. */
final class Times {
    private static final double SECONDS_A_DAY = 86_400;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?");
    private static final Pattern OF_DAY = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?");

    private Times() {}

    /** Days since 1970-01-01 of a date, the share of a day of a time of day; empty if {@code text} is neither. */
    static OptionalDouble days(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return OptionalDouble.of(KeyColumn.seconds(text.replace(' ', 'T')) / SECONDS_A_DAY);
            } else if (OF_DAY.matcher(text).matches()) {
                LocalTime time = LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
                return OptionalDouble.of(time.toNanoOfDay() / (SECONDS_A_DAY * 1e9));
            }
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.empty();
    }
}
