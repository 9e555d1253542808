package dev.trialstream.worker.data;

import dev.trialstream.protocol.study.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table to learn from.
 *
 * @param inputs the columns that have a value somewhere, without the target
 */
public record Dataset(String file, String sha256, List<Column> inputs, Target target) {

    public Dataset {
        inputs = List.copyOf(inputs);
    }

    /**
     * @param target name of the column to predict
     * @param task null: numbers where the target holds many different ones (more than 50, and than a tenth of the rows),
     *     otherwise classes
     * @throws BadData where the file cannot be read or cannot be learnt from
     */
    public static Dataset read(Path csv, String target, @Nullable Task task) {
        return DatasetChecks.dataset(CsvFile.read(csv, Set.of(target)), target, task);
    }

    public int rows() {
        return target.rows();
    }

    /** For each row a number that it shares with exactly the rows of identical inputs; numbers count from 0. */
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
