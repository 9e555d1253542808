package dev.trialstream.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a CSV file with a header, row by row. Columns with many distinct plain numbers take eight bytes per row. */
public final class CsvFile {
    private CsvFile() {}

    /**
     * Reads the texts as they are; what a column holds is not decided.
     *
     * @throws BadData if there is no file, or it is not a CSV file with a header and rows
     */
    public static DataTable read(Path path) {
        return read(path, TableReading.PLAIN);
    }

    /** @throws BadData if there is no file, or it is not a CSV file with a header and rows */
    static DataTable read(Path path, TableReading reading) {
        try (CsvRows rows = CsvRows.read(path)) {
            List<ColumnBuilder> columns = rows.columns().stream()
                    .map(name -> new ColumnBuilder(name, reading, rows.separator()))
                    .toList();
            List<Integer> lines = new ArrayList<>();
            while (rows.next()) {
                add(rows, columns);
                lines.add(rows.line());
            }
            return new DataTable(
                    path.toString(),
                    rows.sha256(),
                    rows.separator(),
                    lines,
                    columns.stream().map(column -> column.build(lines)).toList(),
                    rows.notes());
        }
    }

    private static void add(CsvRows rows, List<ColumnBuilder> columns) {
        try {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).add(rows.fields().get(i));
            }
        } catch (IllegalArgumentException e) {
            throw rows.complaint(String.valueOf(e.getMessage()));
        }
    }
}
