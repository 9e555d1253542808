package dev.trialstream.worker.data;

import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table to learn classes from.
 *
 * @param inputs the columns that have a value somewhere, without the target
 */
public record Dataset(String file, String sha256, List<Column> inputs, Labels labels) {

    public Dataset {
        inputs = List.copyOf(inputs);
    }

    /** @throws BadData where the file cannot be read or cannot be learnt from */
    public static Dataset read(Path csv, String target) {
        return DatasetChecks.dataset(CsvFile.read(csv), target);
    }

    public int rows() {
        return labels.rows();
    }

    /** For each row a number that it shares with exactly the rows of identical inputs; numbers count from 0. */
    public int[] groups() {
        Map<IntBuffer, Integer> numbers = new HashMap<>();
        int[] groups = new int[rows()];
        for (int row = 0; row < groups.length; row++) {
            int[] codes = new int[inputs.size()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = inputs.get(i).code(row);
            }
            groups[row] = numbers.computeIfAbsent(IntBuffer.wrap(codes), fresh -> numbers.size());
        }
        return groups;
    }
}
