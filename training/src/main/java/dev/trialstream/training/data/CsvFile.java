package dev.trialstream.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a CSV file with a header, row by row: columns of many different numbers take eight bytes a row. */
public final class CsvFile {
    private CsvFile() {}

    /** @throws BadData where there is no file, or it is no CSV with a header and rows */
    public static DataTable read(Path path) {
        return read(path, Set.of());
    }

    /**
     * @param texts columns that are kept as they are written, whatever they hold
     * @throws BadData where there is no file, or it is no CSV with a header and rows
     */
    public static DataTable read(Path path, Set<String> texts) {
        try (CsvRows rows = CsvRows.read(path)) {
            List<ColumnBuilder> columns = rows.columns().stream()
                    .map(name -> new ColumnBuilder(name, texts.contains(name)))
                    .toList();
            List<Integer> lines = new ArrayList<>();
            while (rows.next()) {
                add(rows, columns);
                lines.add(rows.line());
            }
            return new DataTable(
                    path.toString(),
                    rows.sha256(),
                    lines,
                    columns.stream().map(ColumnBuilder::build).toList());
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
