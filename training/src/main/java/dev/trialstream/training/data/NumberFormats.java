package dev.trialstream.training.data;

import dev.trialstream.protocol.study.ColumnUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds how the numbers of a column are written. */
final class NumberFormats {
    private static final String CURRENCY =
            "[$\u20AC\u00A3\u00A5\u20B9\u20BD]|US\\$|USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|SEK|NOK|DKK|PLN";
    private static final Pattern SHAPE = Pattern.compile("[+-]?\\s*(" + CURRENCY + ")?\\s*[+-]?"
            + "(?:\\d[\\d.,'\u2019 \u00A0\u202F]*(?:[eE][+-]?\\d+)?|[.,]\\d+)"
            + "[\\s\u00A0\u202F]*(" + CURRENCY + "|%|\u2030|[\\p{L}\u00B5\u00B0][\\p{L}\u00B0\u00B2\u00B3/]{0,9})?");

    /** Digits that a decimal comma and a thousands separator both explain: 1,234 but not 0,234. */
    private static final Pattern EITHER = Pattern.compile("[^\\d]*[1-9]\\d{0,2},\\d{3}[^\\d]*");

    /** Digits that a decimal point and points between thousands both explain: 1.234 but not 0.234. */
    private static final Pattern POINT_GROUP = Pattern.compile("[+-]?[1-9]\\d{0,2}\\.\\d{3}");

    private static final Pattern SMALL_WHOLE = Pattern.compile("[+-]?[1-9]\\d{0,2}");

    private NumberFormats() {}

    /** A sign with two readings. */
    enum Doubt {
        NONE,
        /** Thousands separators and a decimal comma both explain every comma. */
        COMMA,
        /** A decimal point and points between thousands both explain every point. */
        POINT
    }

    /**
     * A finding.
     *
     * @param because what settled a doubt, in words; null: nothing had to
     */
    record Found(NumberFormat format, Doubt doubt, @Nullable String because) {
        /** The same prefix and suffix, without doubt. */
        Found as(NumberFormat.Style style, @Nullable String why) {
            return new Found(new NumberFormat(style, format.prefix(), format.suffix()), Doubt.NONE, why);
        }
    }

    /**
     * The format of the most rows.
     *
     * @param rows number of rows of each distinct text
     */
    static Found of(Map<String, Integer> rows) {
        Affix affix = affix(rows);
        NumberFormat best = NumberFormat.PLAIN;
        long most = -1;
        for (NumberFormat.Style style :
                List.of(NumberFormat.Style.PLAIN, NumberFormat.Style.THOUSANDS, NumberFormat.Style.DECIMAL_COMMA)) {
            NumberFormat format = new NumberFormat(style, affix.prefix, affix.suffix);
            long explained = explained(rows, format);
            if (explained > most) {
                best = format;
                most = explained;
            }
        }
        return new Found(best, doubt(rows, best), null);
    }

    /** Whether one point, before three digits, may separate thousands. */
    static boolean isPointGroup(String text) {
        return POINT_GROUP.matcher(text).matches();
    }

    private static Doubt doubt(Map<String, Integer> rows, NumberFormat format) {
        if (format.style() == NumberFormat.Style.THOUSANDS) {
            return isAmbiguous(rows, format) ? Doubt.COMMA : Doubt.NONE;
        }
        if (rows.keySet().stream().noneMatch(text -> text.indexOf('.') >= 0)) {
            return Doubt.NONE;
        }
        long groups = 0;
        long commas = 0;
        for (Map.Entry<String, Integer> entry : rows.entrySet()) {
            String body = format.body(entry.getKey());
            boolean comma = body.indexOf(',') >= 0;
            if (format.parse(entry.getKey()).isEmpty()) {
                continue;
            } else if (body.indexOf('.') >= 0 && !POINT_GROUP.matcher(body).matches()) {
                return Doubt.NONE;
            }
            commas += comma ? entry.getValue() : 0;
            groups += !comma && body.indexOf('.') >= 0 ? entry.getValue() : 0;
        }
        return groups > commas ? Doubt.POINT : Doubt.NONE;
    }

    /** Whether a number has a comma. */
    static boolean hasComma(Map<String, Integer> rows, NumberFormat format) {
        return has(rows, format, ',');
    }

    /** Whether a number has a point. */
    static boolean hasPoint(Map<String, Integer> rows, NumberFormat format) {
        return has(rows, format, '.');
    }

    private static boolean has(Map<String, Integer> rows, NumberFormat format, char sign) {
        return rows.keySet().stream()
                .anyMatch(text -> format.body(text).indexOf(sign) >= 0
                        && format.parse(text).isPresent());
    }

    /** Whether whole numbers below 1000 stand among several numbers with a comma, as where it separates thousands. */
    static boolean hasSmallWholes(Map<String, Integer> rows, Found found) {
        NumberFormat format = found.format();
        return rows.keySet().stream()
                        .anyMatch(text -> SMALL_WHOLE.matcher(format.body(text)).matches())
                && rows.keySet().stream()
                                .filter(text -> format.body(text).indexOf(',') >= 0)
                                .count()
                        > 1;
    }

    /** What a column with this text can be said to be; empty for a plain number and for a word. */
    static List<ColumnUse> usesOf(String text) {
        if (Numbers.parse(text).isPresent()) {
            return List.of();
        }
        List<ColumnUse> uses = new ArrayList<>();
        if (new NumberFormat(NumberFormat.Style.THOUSANDS, "", "").parse(text).isPresent()) {
            uses.add(ColumnUse.THOUSANDS);
        }
        if (new NumberFormat(NumberFormat.Style.DECIMAL_COMMA, "", "")
                .parse(text)
                .isPresent()) {
            uses.add(ColumnUse.DECIMAL_COMMA);
        }
        return uses;
    }

    static long explained(Map<String, Integer> rows, NumberFormat format) {
        return rows.entrySet().stream()
                .filter(entry -> format.parse(entry.getKey()).isPresent())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean isAmbiguous(Map<String, Integer> rows, NumberFormat thousands) {
        return rows.keySet().stream()
                .filter(text -> thousands.parse(text).isPresent() && !isWhole(text, thousands))
                .allMatch(text -> EITHER.matcher(text).matches());
    }

    /** Whether both readings give the same number. */
    private static boolean isWhole(String text, NumberFormat format) {
        NumberFormat comma = new NumberFormat(NumberFormat.Style.DECIMAL_COMMA, format.prefix(), format.suffix());
        return comma.parse(text).equals(format.parse(text));
    }

    private record Affix(String prefix, String suffix) {}

    private static Affix affix(Map<String, Integer> rows) {
        Map<Affix, Integer> counts = new HashMap<>();
        rows.forEach((text, count) -> {
            Matcher shape = SHAPE.matcher(text);
            if (shape.matches()) {
                String prefix = shape.group(1) == null ? "" : shape.group(1);
                String suffix = shape.group(2) == null ? "" : shape.group(2);
                counts.merge(new Affix(prefix, suffix), count, Integer::sum);
            }
        });
        return counts.entrySet().stream()
                .max(Map.Entry.<Affix, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().toString(), Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .orElse(new Affix("", ""));
    }
}
