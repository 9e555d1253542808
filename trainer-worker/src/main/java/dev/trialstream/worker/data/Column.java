package dev.trialstream.worker.data;

import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataProfile.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One column of a table, every different text kept once. */
public final class Column {
    /** The code of a row without a value. */
    public static final int MISSING = -1;

    private static final Set<String> MISSING_TEXTS = Set.of("", "na", "n/a", "nan", "null", "?");

    private final String name;
    private final List<String> values;
    private final int[] codes;

    /**
     * @param values the different texts, trimmed
     * @param codes for each row the index into {@code values}, or {@link #MISSING}
     */
    Column(String name, List<String> values, int[] codes) {
        this.name = name;
        this.values = List.copyOf(values);
        this.codes = codes;
    }

    /** Whether {@code text}, trimmed, says that there is no value. */
    public static boolean isMissing(String text) {
        return MISSING_TEXTS.contains(text.toLowerCase(Locale.ROOT));
    }

    public String name() {
        return name;
    }

    /** The different texts, in the order they first appear. */
    public List<String> values() {
        return values;
    }

    public int rows() {
        return codes.length;
    }

    /** The index of the row's text in {@link #values}, or {@link #MISSING}. */
    public int code(int row) {
        return codes[row];
    }

    /** The row's text, or null where it is missing. */
    public @Nullable String text(int row) {
        return codes[row] == MISSING ? null : values.get(codes[row]);
    }

    public int missing() {
        return (int) Arrays.stream(codes).filter(code -> code == MISSING).count();
    }

    /** Numeric where every value is a number. */
    public Kind kind() {
        return values.stream().allMatch(value -> Numbers.parse(value).isPresent()) ? Kind.NUMERIC : Kind.CATEGORICAL;
    }

    public DataProfile.ColumnProfile profile() {
        return new DataProfile.ColumnProfile(name, kind(), missing(), values.size());
    }
}
