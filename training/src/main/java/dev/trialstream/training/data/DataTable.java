package dev.trialstream.training.data;

import java.util.List;
import java.util.Optional;

/**
 * A CSV file as read: nothing but its form is checked.
 *
 * @param file as it was named
 * @param sha256 of its bytes, in hexadecimal
 * @param lines for each row the line it starts on, the header being line 1
 * @param columns in the order of the header
 */
public record DataTable(String file, String sha256, List<Integer> lines, List<Column> columns) {

    public DataTable {
        lines = List.copyOf(lines);
        columns = List.copyOf(columns);
    }

    public int rows() {
        return lines.size();
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
