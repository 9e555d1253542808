package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of training data.
 *
 * @param inputs the columns with at least one value, without the target and the key
 * @param lines start line of each row
 * @param marks of missing values
 * @param notes what a reader should know about the reading, a line each
 */
public record Dataset(
        String file,
        String sha256,
        List<Column> inputs,
        Target target,
        @Nullable Column key,
        List<Integer> lines,
        MissingMarks marks,
        List<String> notes)
        implements Examples {

    public Dataset {
        inputs = List.copyOf(inputs);
        notes = List.copyOf(notes);
    }

    /**
     * @param target name of the column to predict
     * @param task null: regression if the target has many distinct numbers (more than 50, and more than a tenth of the
     *     rows), otherwise classification
     * @throws BadData if the file cannot be read or used
     */
    public static Dataset read(Path csv, String target, @Nullable Task task) {
        return read(csv, new TableReading(target, null, Map.of(), MissingMarks.USUAL), target, task);
    }

    static Dataset read(Path csv, DataSpec spec) {
        Dataset data = read(csv, TableReading.of(spec), spec.requireTarget(), spec.task());
        return new Dataset(
                data.file,
                DataHash.with(spec.split(), data.sha256),
                data.inputs,
                data.target,
                data.key,
                data.lines,
                data.marks,
                data.notes);
    }

    private static Dataset read(Path csv, TableReading reading, String target, @Nullable Task task) {
        return DatasetChecks.dataset(CsvFile.read(csv, reading), reading, target, task);
    }

    @Override
    public int place(int row) {
        return lines.get(row);
    }

    @Override
    public int[] groups() {
        return AlikeRows.groups(rows(), this::hash, this::alike);
    }

    private int hash(int row) {
        int hash = 0;
        for (Column column : inputs) {
            hash = 31 * hash + column.hash(row);
        }
        return hash;
    }

    private boolean alike(int row, int other) {
        return inputs.stream().allMatch(column -> column.alike(row, other));
    }
}
