package dev.trialstream.training.data;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Splits rows by a CSV file with the columns {@code row}, counted from 0, and {@code part}. */
public final class RowsFile {
    private static final List<String> PARTS = List.of("train", "validation", "test");

    private RowsFile() {}

    /** @throws BadData if the file names unknown rows, or leaves a part empty */
    static RowSplit parts(Examples data, Path file) {
        int[] partOf = new int[data.rows()];
        Arrays.fill(partOf, -1);
        try (CsvRows rows = CsvRows.read(file)) {
            int row = index(rows, "row");
            int part = index(rows, "part");
            while (rows.next()) {
                put(
                        rows,
                        rows.fields().get(row).strip(),
                        rows.fields().get(part).strip(),
                        partOf);
            }
            for (String name : PARTS) {
                if (Arrays.stream(partOf).noneMatch(found -> found == PARTS.indexOf(name))) {
                    throw rows.complaintOfFile("puts no row into " + name + ", expected some in each part");
                }
            }
        }
        return new RowSplit(part(partOf, 0), part(partOf, 1), part(partOf, 2));
    }

    /** The same file for {@code split}; {@link #parts} reads it. */
    public static void write(Path file, RowSplit split) throws IOException {
        List<int[]> parts = List.of(split.train(), split.validation(), split.test());
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("row,part\n");
            for (int part = 0; part < parts.size(); part++) {
                for (int row : parts.get(part)) {
                    writer.write(row + "," + PARTS.get(part) + "\n");
                }
            }
        }
    }

    private static int index(CsvRows rows, String column) {
        int index = rows.columns().indexOf(column);
        if (index < 0) {
            throw rows.complaintOfFile("has no column " + column + ", expected the columns row and part");
        }
        return index;
    }

    private static void put(CsvRows rows, String row, String part, int[] partOf) {
        int place = row.matches("\\d{1,9}") ? Integer.parseInt(row) : -1;
        if (place < 0 || place >= partOf.length) {
            throw rows.complaint("row " + row + " is none of the data, expected 0 to " + (partOf.length - 1));
        }
        if (partOf[place] >= 0) {
            throw rows.complaint("row " + row + " is named twice");
        }
        partOf[place] = PARTS.indexOf(part);
        if (partOf[place] < 0) {
            throw rows.complaint("part " + part + ", expected one of " + String.join(", ", PARTS));
        }
    }

    private static int[] part(int[] partOf, int part) {
        return IntStream.range(0, partOf.length)
                .filter(row -> partOf[row] == part)
                .toArray();
    }
}
