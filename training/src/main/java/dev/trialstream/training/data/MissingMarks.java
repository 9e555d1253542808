package dev.trialstream.training.data;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts that stand for a missing value. Case does not matter. */
public final class MissingMarks {
    /** The usual marks, without those of a study. */
    public static final MissingMarks USUAL = new MissingMarks(List.of());

    private static final Set<String> ANYWHERE = Set.of("", "na", "n/a", "nan", "null", "?");

    /** Marks that may also be categories, so that they only count in a column of numbers. */
    private static final Set<String> AMONG_NUMBERS = Set.of(
            "none",
            "nil",
            "-",
            "--",
            "---",
            "\u2013",
            "\u2014",
            ".",
            "..",
            "n.a.",
            "n.a",
            "na.",
            "#n/a",
            "#na",
            "#n/a n/a",
            "<na>",
            "<null>",
            "(null)",
            "nat",
            "missing",
            "-nan",
            "+nan",
            "1.#qnan",
            "-1.#qnan",
            "1.#ind",
            "-1.#ind",
            "\\n");

    private final List<String> written;
    private final Set<String> own;
    private final double[] ownNumbers;

    private MissingMarks(List<String> own) {
        this.written = List.copyOf(own);
        this.own = own.stream()
                .map(text -> Cells.strip(text).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.ownNumbers = this.own.stream()
                .map(Numbers::parse)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }

    /** @param own marks of a study, besides the usual ones; null: none */
    public static MissingMarks with(@Nullable List<String> own) {
        return own == null || own.isEmpty() ? USUAL : new MissingMarks(own);
    }

    /** The marks of the study, as written; null if there are none. */
    public @Nullable List<String> own() {
        return written.isEmpty() ? null : written;
    }

    /** Whether {@code text}, stripped, is a missing value in any column. */
    public boolean anywhere(String text) {
        return usual(text) || own(text);
    }

    /** Whether {@code text} is a missing value in a column of numbers. */
    public boolean amongNumbers(String text) {
        return anywhere(text) || AMONG_NUMBERS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether the study says that {@code text} is a missing value; an equal number is one, too. */
    boolean own(String text) {
        if (own.isEmpty()) {
            return false;
        }
        if (own.contains(text.toLowerCase(Locale.ROOT))) {
            return true;
        }
        OptionalDouble number = ownNumbers.length == 0 ? OptionalDouble.empty() : Numbers.parse(text);
        if (number.isPresent()) {
            for (double mark : ownNumbers) {
                if (mark == number.getAsDouble()) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean usual(String text) {
        return text.length() <= 4 && ANYWHERE.contains(text.toLowerCase(Locale.ROOT));
    }
}
