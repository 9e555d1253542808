package dev.trialstream.worker.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads a CSV file with a header (RFC 4180, UTF-8, with or without a byte order mark), in one pass over its bytes. */
public final class CsvFile {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final String name;
    private final List<ColumnBuilder> columns = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private long line = 1;

    private CsvFile(String name) {
        this.name = name;
    }

    /** @throws BadData where there is no file, or it is no CSV with a header and rows */
    public static Table read(Path path) {
        return new CsvFile(path.toString()).table(path);
    }

    private Table table(Path path) {
        if (!Files.exists(path)) {
            throw new BadData(name, "no such file");
        }
        if (Files.isDirectory(path)) {
            throw new BadData(name, "is a directory, expected a CSV file");
        }
        MessageDigest digest = sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(path), digest)) {
            parse(bytes);
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (CsvParseException e) {
            throw BadData.atLine(name, line, "not CSV from here on: " + firstLine(e));
        }
        return new Table(
                name,
                HexFormat.of().formatHex(digest.digest()),
                lines,
                columns.stream().map(ColumnBuilder::build).toList());
    }

    private void parse(InputStream bytes) throws IOException {
        // A fresh decoder reports malformed input, where InputStreamReader's own would replace it in silence.
        Reader text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        int first = text.read();
        if (first == -1) {
            throw new BadData(name, "is empty, expected a header and rows");
        }
        if (first != BYTE_ORDER_MARK) {
            text.reset();
        }
        Iterator<CsvRecord> records = CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .iterator();
        if (!records.hasNext()) {
            throw new BadData(name, "is empty, expected a header and rows");
        }
        header(records.next());
        while (records.hasNext()) {
            row(records.next());
        }
        if (lines.isEmpty()) {
            throw new BadData(name, "has a header alone, expected rows below it");
        }
    }

    private void header(CsvRecord header) {
        line = header.getStartingLineNumber();
        Set<String> seen = new HashSet<>();
        for (String field : header.getFields()) {
            String column = text(field).strip();
            if (column.isEmpty()) {
                throw BadData.atLine(
                        name, line, "column " + (columns.size() + 1) + " has no name, expected a header of names");
            }
            if (!seen.add(column)) {
                throw BadData.atLine(name, line, "column " + column + " appears twice, expected different names");
            }
            columns.add(new ColumnBuilder(column));
        }
    }

    private void row(CsvRecord row) {
        line = row.getStartingLineNumber();
        if (row.getFieldCount() != columns.size()) {
            throw BadData.atLine(
                    name,
                    line,
                    "expected " + columns.size() + " fields as in the header, found " + row.getFieldCount());
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(text(row.getField(i)));
        }
        lines.add(Math.toIntExact(line));
    }

    private String text(String field) {
        if (field.indexOf('\0') >= 0) {
            throw BadData.atLine(name, line, "holds binary data (a zero byte), expected text in UTF-8");
        }
        return field;
    }

    private BadData unreadable(Exception e) {
        boolean malformed = e instanceof CharacterCodingException || e.getCause() instanceof CharacterCodingException;
        return malformed
                ? BadData.atLine(name, line, "bytes at or below this line are not UTF-8, expected text in UTF-8")
                : new BadData(name, "cannot be read: " + firstLine(e));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
