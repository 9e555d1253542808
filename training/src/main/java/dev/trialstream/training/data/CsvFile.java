package dev.trialstream.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a CSV file with a header, row by row. Columns with many distinct numbers take eight bytes per row. */
public final class CsvFile {
    private CsvFile() {}

    /** @throws BadData if there is no file, or it is not a CSV file with a header and rows */
    public static DataTable read(Path path) {
        return read(path, Set.of());
    }

    /**
     * @param texts columns that are kept as written, whatever they contain
     * @throws BadData if there is no file, or it is not a CSV file with a header and rows
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
