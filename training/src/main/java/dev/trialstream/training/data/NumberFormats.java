package dev.trialstream.training.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds how the numbers of a column are written. */
final class NumberFormats {
    private static final String CURRENCY =
            "[$\u20AC\u00A3\u00A5\u20B9\u20BD]|US\\$|USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|SEK|NOK|DKK|PLN";
    private static final Pattern SHAPE = Pattern.compile("[+-]?\\s*(" + CURRENCY + ")?\\s*[+-]?"
            + "(?:\\d[\\d.,'\u2019 \u00A0\u202F]*(?:[eE][+-]?\\d+)?|[.,]\\d+)"
            + "[\\s\u00A0\u202F]*(" + CURRENCY + "|%|\u2030|[\\p{L}\u00B5\u00B0][\\p{L}\u00B0\u00B2\u00B3/]{0,9})?");

    /** Digits that a decimal comma and a thousands separator both explain: 1,234 but not 0,234. */
    private static final Pattern EITHER = Pattern.compile("[^\\d]*[1-9]\\d{0,2},\\d{3}[^\\d]*");

    private NumberFormats() {}

    /**
     * A finding.
     *
     * @param ambiguous whether thousands separators and a decimal comma both explain every comma
     */
    record Found(NumberFormat format, boolean ambiguous) {}

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
        return new Found(best, best.style() == NumberFormat.Style.THOUSANDS && isAmbiguous(rows, best));
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
