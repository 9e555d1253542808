package dev.trialstream.training.data;

import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a table is to be read.
 *
 * @param target name of the column to predict; null: none
 * @param key name of the column that splits the rows; null: none
 * @param columns that are read in another way than their texts suggest
 */
record TableReading(@Nullable String target, @Nullable String key, Map<String, ColumnUse> columns, MissingMarks marks) {
    /** As the texts suggest. */
    static final TableReading PLAIN = new TableReading(null, null, Map.of(), MissingMarks.USUAL);

    static TableReading of(DataSpec spec) {
        Split split = spec.split();
        return new TableReading(
                spec.target(),
                split.group() == null ? split.time() : split.group(),
                spec.columns() == null ? Map.of() : spec.columns(),
                MissingMarks.with(spec.missing()));
    }

    boolean isTarget(String column) {
        return column.equals(target);
    }

    /** Whether every text is kept as written, however many there are. */
    boolean asText(String column) {
        ColumnUse use = columns.get(column);
        return isTarget(column) || column.equals(key) || (use != null && use != ColumnUse.NUMERIC);
    }

    /** Whether the column is no input. */
    boolean ignores(String column) {
        return columns.get(column) == ColumnUse.IGNORE && !isTarget(column) && !column.equals(key);
    }

    /** What the study says about a column; null: nothing. */
    @Nullable
    ColumnUse use(String column) {
        return columns.get(column);
    }
}
