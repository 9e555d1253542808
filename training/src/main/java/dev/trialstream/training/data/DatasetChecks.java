package dev.trialstream.training.data;

import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses unusable tables, with the reason. */
final class DatasetChecks {
    private static final int LISTED_COLUMNS = 10;

    /** A text column with more distinct values than this, and more than half of the rows, identifies rows. */
    private static final int MAX_LEVELS = 100;

    private DatasetChecks() {}

    static Dataset dataset(DataTable table, TableReading reading, String targetName, @Nullable Task task) {
        @Nullable String keyName = reading.key();
        Column target = table.column(targetName).orElseThrow(() -> noColumn(table, targetName, "to predict"));
        Column key = keyName == null
                ? null
                : table.column(keyName).orElseThrow(() -> noColumn(table, keyName, "to part the rows by"));
        if (key == target) {
            throw BadData.inColumn(table.file(), targetName, "is to be predicted, and cannot part the rows as well");
        }
        for (String named : reading.columns().keySet()) {
            if (table.column(named).isEmpty()) {
                throw noColumn(table, named, "as data.columns says");
            }
        }
        Punctuation punctuation = new Punctuation(table, reading);
        TargetReader answers = new TargetReader(table, target, reading, punctuation);
        Target read = answers.read(task);
        List<String> notes = new ArrayList<>(table.notes());
        notes.addAll(answers.notes());
        List<Column> inputs = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column == target || column == key) {
                continue;
            }
            if (reading.ignores(column.name())) {
                notes.add("column " + column.name() + ": ignored, as data.columns says");
            } else if (column.isEmpty()) {
                notes.add("column " + column.name() + ": left out, no row has a value");
            } else {
                Column input = ColumnReader.read(table, column, reading, punctuation);
                checkInput(table, input);
                inputs.add(input);
            }
        }
        if (inputs.isEmpty()) {
            throw new BadData(table.file(), "has no column with values beside " + targetName + ", expected inputs");
        }
        return new Dataset(table.file(), table.sha256(), inputs, read, key, table.lines(), reading.marks(), notes);
    }

    static BadData noColumn(DataTable table, String name, String use) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        String listed = String.join(", ", names.subList(0, Math.min(LISTED_COLUMNS, names.size())));
        String rest = names.size() > LISTED_COLUMNS ? " and " + (names.size() - LISTED_COLUMNS) + " more" : "";
        return new BadData(
                table.file(),
                "has no column " + name + " " + use + ", its columns are " + listed + rest + headerAdvice(name, names));
    }

    private static String headerAdvice(String name, List<String> names) {
        long numbers =
                names.stream().filter(each -> Numbers.parse(each).isPresent()).count();
        Optional<String> alike = names.stream()
                .filter(each ->
                        each.equalsIgnoreCase(name) || each.replace('_', ' ').equalsIgnoreCase(name.replace('_', ' ')))
                .findFirst();
        if (names.get(0).startsWith("#") || names.get(0).startsWith("//")) {
            return ": line 1 seems to be a comment, delete it if the names are below it";
        } else if (numbers * 2 >= names.size()) {
            return ": line 1 seems to be data, write the names of the columns above it";
        } else if (alike.isPresent()) {
            return ": did you mean " + alike.get() + "?";
        }
        return names.size() == 1 && names.get(0).matches(".*\\S\\s+\\S.*")
                ? ": fields are separated by a comma, a semicolon, a tab or |"
                : "";
    }

    private static void checkInput(DataTable table, Column column) {
        int distinct = column.values().size(); // a packed column is never text
        if (distinct > MAX_LEVELS && distinct * 2L > table.rows() && column.kind() == Kind.CATEGORICAL) {
            throw BadData.inColumn(
                    table.file(),
                    column.name(),
                    "has " + distinct + " different texts in " + table.rows()
                            + " rows, expected numbers or categories: say "
                            + ColumnReader.useAdvice(column.name(), ColumnUse.IGNORE) + ", or drop the column");
        }
    }
}
