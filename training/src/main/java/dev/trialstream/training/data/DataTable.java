package dev.trialstream.training.data;

import java.util.List;
import java.util.Optional;

/**
 * The content of a CSV file; only its form has been checked.
 *
 * @param file name as given
 * @param sha256 of its bytes, in hexadecimal
 * @param separator of the fields
 * @param lines start line of each row; the header is line 1
 * @param columns in the order of the header
 * @param notes what a reader should know about the form of the file
 */
public record DataTable(
        String file, String sha256, char separator, List<Integer> lines, List<Column> columns, List<String> notes) {

    public DataTable {
        lines = List.copyOf(lines);
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    public int rows() {
        return lines.size();
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
