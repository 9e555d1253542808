package dev.trialstream.training.data;

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
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file with a header (RFC 4180, UTF-8, with or without a byte order mark), in one pass over its
 * bytes. Every method throws {@link BadData} if the file is not valid CSV.
 */
public final class CsvRows implements AutoCloseable {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final String name;
    private final MessageDigest digest = sha256Digest();
    private final InputStream bytes;
    private final Iterator<CsvRecord> records;
    private final List<String> columns;
    private List<String> fields = List.of();
    private long line = 1;
    private boolean empty = true;

    private CsvRows(Path path) {
        this.name = path.toString();
        if (!Files.exists(path)) {
            throw new BadData(name, "no such file");
        }
        if (Files.isDirectory(path)) {
            throw new BadData(name, "is a directory, expected a CSV file");
        }
        this.bytes = open(path);
        try {
            this.records = records(bytes);
            this.columns = header();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Reads the header. */
    public static CsvRows read(Path path) {
        return new CsvRows(path);
    }

    /** The distinct names of the columns, trimmed. */
    public List<String> columns() {
        return columns;
    }

    /** Moves to the next row, at first to the first one; false if there is none. */
    public boolean next() {
        CsvRecord row = record();
        if (row == null) {
            if (empty) {
                throw new BadData(name, "has a header alone, expected rows below it");
            }
            return false;
        }
        empty = false;
        if (row.getFieldCount() != columns.size()) {
            throw complaint("expected " + columns.size() + " fields as in the header, found " + row.getFieldCount());
        }
        fields = row.getFields();
        fields.forEach(this::checkText);
        return true;
    }

    /** The fields of the row, in the order of the header. */
    public List<String> fields() {
        return fields;
    }

    /** The line on which the row starts; the header is line 1. */
    public int line() {
        return Math.toIntExact(line);
    }

    /** An error about this row. */
    public BadData complaint(String complaint) {
        return BadData.atLine(name, line, complaint);
    }

    /** An error about the whole file. */
    public BadData complaintOfFile(String complaint) {
        return new BadData(name, complaint);
    }

    /** The SHA-256 of the file's bytes, in hexadecimal; valid once there is no next row. */
    public String sha256() {
        try {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw unreadable(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputStream open(Path path) {
        try {
            return new DigestInputStream(Files.newInputStream(path), digest);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Iterator<CsvRecord> records(InputStream stream) {
        // A new decoder reports malformed input; InputStreamReader's own would silently replace it.
        Reader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
        try {
            text.mark(1);
            int first = text.read();
            if (first != BYTE_ORDER_MARK) {
                text.reset();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .iterator();
    }

    private List<String> header() {
        CsvRecord header = record();
        if (header == null) {
            throw new BadData(name, "is empty, expected a header and rows");
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String field : header.getFields()) {
            checkText(field);
            String column = field.strip();
            if (column.isEmpty()) {
                throw complaint("column " + (names.size() + 1) + " has no name, expected a header of names");
            }
            if (!seen.add(column)) {
                throw complaint("column " + column + " appears twice, expected different names");
            }
            names.add(column);
        }
        return List.copyOf(names);
    }

    private @Nullable CsvRecord record() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            return record;
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        } catch (CsvParseException e) {
            throw complaint("not CSV from here on: " + firstLine(e));
        }
    }

    private void checkText(String field) {
        if (field.indexOf('\0') >= 0) {
            throw complaint("holds binary data (a zero byte), expected text in UTF-8");
        }
    }

    private BadData unreadable(Exception e) {
        boolean malformed = e instanceof CharacterCodingException || e.getCause() instanceof CharacterCodingException;
        return malformed
                ? complaint("bytes at or below this line are not UTF-8, expected text in UTF-8")
                : new BadData(name, "cannot be read: " + firstLine(e));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
