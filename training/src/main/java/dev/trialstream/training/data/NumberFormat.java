package dev.trialstream.training.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How the numbers of a column are written. A prefix such as a currency and a suffix such as a unit are the same in every
 * cell and do not change the number: {@code 12 %} is 12.
 *
 * @param prefix empty for none
 * @param suffix empty for none
 */
public record NumberFormat(Style style, String prefix, String suffix) {
    /** Plain decimal notation. */
    public static final NumberFormat PLAIN = new NumberFormat(Style.PLAIN, "", "");

    /** The notation of the digits. */
    public enum Style {
        @JsonProperty("plain")
        PLAIN,
        /** 1,234.5 or 1 234.5 or 1'234.5. */
        @JsonProperty("thousands")
        THOUSANDS,
        /** 3,14 or 1.234,5 or 1.234 for 1234. */
        @JsonProperty("decimal_comma")
        DECIMAL_COMMA,
        /** An ISO date or time, in days. */
        @JsonProperty("time")
        TIME
    }

    private static final String SEPARATORS = "[,'\u2019 \u00A0\u202F]";
    private static final String EXPONENT = "([eE][+-]?\\d+)?";
    private static final Pattern THOUSANDS = Pattern.compile(
            "[+-]?([1-9]\\d{0,2}(" + SEPARATORS + ")\\d{3}(\\2\\d{3})*(\\.\\d*)?|\\d+(\\.\\d*)?|\\.\\d+)" + EXPONENT);
    private static final Pattern DECIMAL_COMMA =
            Pattern.compile("[+-]?(\\d*,\\d+|\\d+,?|[1-9]\\d{0,2}(\\.\\d{3})+,\\d+|[1-9]\\d{0,2}(\\.\\d{3})+"
                    + "|[1-9]\\d{0,2}(['\u2019 \u00A0\u202F]\\d{3})+,\\d+)"
                    + EXPONENT);

    public NumberFormat {
        Objects.requireNonNull(style);
        Objects.requireNonNull(prefix);
        Objects.requireNonNull(suffix);
    }

    /** The number that {@code text}, stripped, stands for; empty if it is not written this way. */
    public OptionalDouble parse(String text) {
        if (style == Style.TIME) {
            return Times.days(text);
        }
        String body = body(text);
        return switch (style) {
            case THOUSANDS ->
                THOUSANDS.matcher(body).matches()
                        ? Numbers.parse(body.replaceAll(SEPARATORS, ""))
                        : OptionalDouble.empty();
            case DECIMAL_COMMA ->
                DECIMAL_COMMA.matcher(body).matches()
                        ? Numbers.parse(
                                body.replaceAll("[.'\u2019 \u00A0\u202F]", "").replace(',', '.'))
                        : OptionalDouble.empty();
            default -> Numbers.parse(body);
        };
    }

    /** Without prefix and suffix, the sign first; a text that no style accepts if it lacks one of them. */
    String body(String text) {
        if (prefix.isEmpty() && suffix.isEmpty()) {
            return text;
        }
        String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
        String rest = Cells.strip(text.substring(sign.length()));
        if (!rest.startsWith(prefix) || !rest.endsWith(suffix) || rest.length() <= prefix.length() + suffix.length()) {
            return "";
        }
        String body = Cells.strip(rest.substring(prefix.length(), rest.length() - suffix.length()));
        boolean two = !sign.isEmpty() && (body.startsWith("-") || body.startsWith("+"));
        return two ? "" : sign + body;
    }

    /** What is unusual about these numbers, in words; empty for plain ones. */
    String described() {
        String digits = switch (style) {
            case PLAIN -> "";
            case THOUSANDS -> "thousands separators";
            case DECIMAL_COMMA -> "a decimal comma";
            case TIME -> "dates or times, in days";
        };
        String affix = (prefix + " " + suffix).strip();
        String unit = affix.isEmpty() ? "" : "the unit " + affix;
        return digits.isEmpty() || unit.isEmpty() ? digits + unit : digits + " and " + unit;
    }
}
