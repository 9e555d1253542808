package dev.trialstream.worker.data;

import dev.trialstream.protocol.study.DataProfile.Kind;
import java.util.List;

/** Refuses tables that no classifier can be learnt from, and says why. */
final class DatasetChecks {
    private static final int LISTED_COLUMNS = 10;

    /** A target of more different numbers than this, and more than a tenth of the rows, is a quantity. */
    private static final int MAX_NUMERIC_CLASSES = 50;

    /** A text column of more different values than this, and more than half of the rows, identifies rows. */
    private static final int MAX_LEVELS = 100;

    private DatasetChecks() {}

    static Dataset dataset(Table table, String targetName) {
        Column target = table.column(targetName).orElseThrow(() -> noTarget(table, targetName));
        checkTarget(table, target);
        List<Column> inputs = table.columns().stream()
                .filter(column -> column != target && !column.values().isEmpty())
                .toList();
        if (inputs.isEmpty()) {
            throw new BadData(table.file(), "has no column with values beside " + targetName + ", expected inputs");
        }
        inputs.forEach(column -> checkInput(table, column));
        return new Dataset(table.file(), table.sha256(), inputs, Labels.of(target));
    }

    private static BadData noTarget(Table table, String target) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        String listed = String.join(", ", names.subList(0, Math.min(LISTED_COLUMNS, names.size())));
        String rest = names.size() > LISTED_COLUMNS ? " and " + (names.size() - LISTED_COLUMNS) + " more" : "";
        return new BadData(table.file(), "has no column " + target + " to predict, its columns are " + listed + rest);
    }

    private static void checkTarget(Table table, Column target) {
        for (int row = 0; row < table.rows(); row++) {
            if (target.code(row) == Column.MISSING) {
                throw BadData.atLine(
                        table.file(),
                        table.lines().get(row),
                        "target " + target.name() + " has no value, expected a class in every row");
            }
        }
        int distinct = target.values().size();
        if (distinct == 1) {
            throw BadData.inColumn(
                    table.file(),
                    target.name(),
                    "every row is of class " + target.values().get(0) + ", expected two classes at least");
        }
        if (target.kind() == Kind.NUMERIC && distinct > MAX_NUMERIC_CLASSES && distinct * 10L > table.rows()) {
            throw BadData.inColumn(
                    table.file(),
                    target.name(),
                    "has " + distinct + " different numbers, which is regression and not supported yet,"
                            + " expected classes");
        }
    }

    private static void checkInput(Table table, Column column) {
        int distinct = column.values().size();
        if (distinct > MAX_LEVELS && distinct * 2L > table.rows() && column.kind() == Kind.CATEGORICAL) {
            throw BadData.inColumn(
                    table.file(),
                    column.name(),
                    "has " + distinct + " different texts in " + table.rows()
                            + " rows, expected numbers or categories: drop the column");
        }
    }
}
