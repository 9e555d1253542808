package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses unusable tables, with the reason. */
final class DatasetChecks {
    private static final int LISTED_COLUMNS = 10;

    /** A text column with more distinct values than this, and more than half of the rows, identifies rows. */
    private static final int MAX_LEVELS = 100;

    private DatasetChecks() {}

    /** @param keyName the column that splits the rows; null if there is none */
    static Dataset dataset(DataTable table, String targetName, @Nullable Task task, @Nullable String keyName) {
        Column target = table.column(targetName).orElseThrow(() -> noColumn(table, targetName, "to predict"));
        Column key = keyName == null
                ? null
                : table.column(keyName).orElseThrow(() -> noColumn(table, keyName, "to part the rows by"));
        if (key == target) {
            throw BadData.inColumn(table.file(), targetName, "is to be predicted, and cannot part the rows as well");
        }
        Target answers = new TargetReader(table, target).read(task);
        List<Column> inputs = table.columns().stream()
                .filter(column -> column != target && column != key && !column.isEmpty())
                .toList();
        if (inputs.isEmpty()) {
            throw new BadData(table.file(), "has no column with values beside " + targetName + ", expected inputs");
        }
        inputs.forEach(column -> checkInput(table, column));
        return new Dataset(table.file(), table.sha256(), inputs, answers, key, table.lines());
    }

    static BadData noColumn(DataTable table, String name, String use) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        String listed = String.join(", ", names.subList(0, Math.min(LISTED_COLUMNS, names.size())));
        String rest = names.size() > LISTED_COLUMNS ? " and " + (names.size() - LISTED_COLUMNS) + " more" : "";
        return new BadData(table.file(), "has no column " + name + " " + use + ", its columns are " + listed + rest);
    }

    private static void checkInput(DataTable table, Column column) {
        int distinct = column.values().size(); // a packed column is never text
        if (distinct > MAX_LEVELS && distinct * 2L > table.rows() && column.kind() == Kind.CATEGORICAL) {
            throw BadData.inColumn(
                    table.file(),
                    column.name(),
                    "has " + distinct + " different texts in " + table.rows()
                            + " rows, expected numbers or categories: drop the column");
        }
    }
}
