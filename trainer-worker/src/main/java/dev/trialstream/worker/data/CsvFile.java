package dev.trialstream.worker.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a CSV file with a header as a whole. */
public final class CsvFile {
    private CsvFile() {}

    /** @throws BadData where there is no file, or it is no CSV with a header and rows */
    public static Table read(Path path) {
        try (CsvRows rows = CsvRows.read(path)) {
            List<ColumnBuilder> columns =
                    rows.columns().stream().map(ColumnBuilder::new).toList();
            List<Integer> lines = new ArrayList<>();
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).add(rows.fields().get(i));
                }
                lines.add(rows.line());
            }
            return new Table(
                    path.toString(),
                    rows.sha256(),
                    lines,
                    columns.stream().map(ColumnBuilder::build).toList());
        }
    }
}
