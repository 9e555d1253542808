package dev.trialstream.training.data;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names what a text looks like that is not a plain number. */
enum TextPattern {
    INFINITE("an infinite number", "[+-]?(inf|infinity|\u221E)"),
    TOO_LARGE("a number beyond those of 8 bytes", "[+-]?\\d+(\\.\\d*)?[eE]\\+?\\d{3,}"),
    ISO_DATE("a date", "\\d{4}-\\d{2}-\\d{2}"),
    OTHER_DATE(
            "a date",
            "\\d{1,2}[./-]\\d{1,2}[./-](\\d{4}|\\d{2})|\\d{4}[./]\\d{1,2}[./]\\d{1,2}"
                    + "|\\d{1,2}[ -]\\p{L}{3,9}\\.?[ -]\\d{2,4}|\\p{L}{3,9}\\.? \\d{1,2}, \\d{4}"),
    DATE_AND_TIME(
            "a date with a time", "(\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4})[T ]\\d{1,2}:\\d{2}.*"),
    TIME("a time of day", "\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?[ap]\\.?m\\.?)?"),
    SPREADSHEET_ERROR("an error of a spreadsheet", "#(div/0!|value!|ref!|num!|name\\?|null!)|err:\\d+"),
    TYPOGRAPHIC_MINUS("a typographic minus sign", "[\u2212\u2013\u2014]\\d.*"),
    TRAILING_MINUS("a minus sign behind the number", "\\d[\\d.,]*-"),
    IN_BRACKETS("a number in brackets", "\\(\\$?\\d[\\d.,]*\\)"),
    HEX("a hexadecimal number", "0x[0-9a-f]+"),
    BOOLEAN("a truth value", "yes|no|true|false"),
    DECIMAL_COMMA("a number with a comma", "[+-]?\\d[\\d.]*,\\d+"),
    PERCENTAGE("a percentage", "[+-]?\\d[\\d.,]*\\s*%"),
    AMOUNT("an amount of money", "[+-]?[$\u20AC\u00A3\u00A5]\\s*[+-]?\\d.*|[+-]?\\d[\\d.,]*\\s*[$\u20AC\u00A3\u00A5]"),
    WITH_UNIT("a number with a unit", "[+-]?\\d[\\d.,]*\\s*[\\p{L}\u00B5\u00B0][\\p{L}\u00B0\u00B2\u00B3/]{0,9}");

    private final String named;
    private final Pattern pattern;

    TextPattern(String named, String pattern) {
        this.named = named;
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static Optional<TextPattern> of(String text) {
        return List.of(values()).stream()
                .filter(each -> each.pattern.matcher(text).matches())
                .findFirst();
    }

    boolean isTime() {
        return this == ISO_DATE || this == OTHER_DATE || this == DATE_AND_TIME || this == TIME;
    }

    /** The pattern in words, with the article. */
    String named() {
        return named;
    }
}
