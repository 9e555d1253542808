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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file with a header (RFC 4180, UTF-8, with or without a byte order mark), in one pass over its
 * bytes. A semicolon, a tab or a | also separates fields where the first records show it. Every method throws
 * {@link BadData} if the file is not valid CSV.
 */
public final class CsvRows implements AutoCloseable {
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int HEAD = 1 << 16;
    private static final Pattern RECORD_START = Pattern.compile("record starting at line (\\d+)");

    private final Path path;
    private final String name;
    private final MessageDigest digest = sha256Digest();
    private final InputStream bytes;
    private final Iterator<CsvRecord> records;
    private List<String> columns = List.of();
    private List<String> fields = List.of();
    private Layout layout = new Layout(',', List.of());
    private long line = 1;
    private long linesBefore;
    private boolean empty = true;

    private CsvRows(Path path) {
        this.path = path;
        this.name = path.toString();
        if (!Files.exists(path)) {
            throw new BadData(name, "no such file");
        }
        if (Files.isDirectory(path)) {
            throw new BadData(name, "is a directory, expected a CSV file");
        }
        checkForm();
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

    /** What a reader should know about the form of the file, a line each. */
    public List<String> notes() {
        return switch (layout.separator()) {
            case ';' -> List.of("fields are separated by ;");
            case '|' -> List.of("fields are separated by |");
            case '\t' -> List.of("fields are separated by tabs");
            default -> List.of();
        };
    }

    /** Moves to the next row, at first to the first one; false if there is none. */
    public boolean next() {
        CsvRecord row = record();
        while (row != null && isBlank(row)) {
            row = record();
        }
        if (row == null) {
            if (empty) {
                throw new BadData(name, "has a header alone, expected rows below it");
            }
            return false;
        }
        empty = false;
        if (row.getFieldCount() != columns.size()) {
            throw ragged(row);
        }
        fields = row.getFields();
        for (int i = 0; i < fields.size(); i++) {
            checkText(fields.get(i));
            if (isQuotedAfterSpace(fields.get(i))) {
                fields = fields.stream().map(CsvRows::unquoted).toList();
            }
        }
        return true;
    }

    private boolean isBlank(CsvRecord row) {
        return row.getFieldCount() == 1
                && columns.size() > 1
                && Cells.strip(row.getField(0)).isEmpty();
    }

    private static boolean isQuotedAfterSpace(String field) {
        return field.length() > 2 && field.charAt(0) == ' ' && field.indexOf('"') > 0;
    }

    /** Whether a quote opens after a space and does not close in the field. */
    private static boolean opensAfterSpace(String field) {
        String text = Cells.strip(field);
        return isQuotedAfterSpace(field) && text.startsWith("\"") && (text.length() < 2 || !text.endsWith("\""));
    }

    /** The text between quotes that follow a space, which RFC 4180 takes as part of the text. */
    private static String unquoted(String field) {
        String text = Cells.strip(field);
        return isQuotedAfterSpace(field) && text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : field;
    }

    private BadData ragged(CsvRecord row) {
        int found = row.getFieldCount();
        String counted = "expected " + columns.size() + " fields as in the header, found " + found;
        if (found == columns.size() + 1 && Cells.strip(row.getField(found - 1)).isEmpty()) {
            return complaint(counted + ": the line ends with a separator that the header lacks; delete it");
        } else if (found > columns.size() && row.getFields().stream().anyMatch(CsvRows::opensAfterSpace)) {
            return complaint(counted + ": a space stands before a quote, so that a " + separatorName()
                    + " between the quotes separates fields; delete the space");
        } else if (found > columns.size()) {
            return complaint(counted + ": put a text that contains a " + separatorName() + " into double quotes");
        }
        return complaint(counted + ": the line is cut off or lacks a field; complete or delete it");
    }

    /** The character that separates fields. */
    char separator() {
        return layout.separator();
    }

    private String separatorName() {
        return switch (layout.separator()) {
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "|";
            default -> "comma";
        };
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

    private void checkForm() {
        try {
            FileForm.complaint(path).ifPresent(complaint -> {
                throw new BadData(name, complaint);
            });
        } catch (IOException e) {
            throw new BadData(name, "cannot be read: " + firstLine(e));
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
            layout = layout(text);
        } catch (IOException e) {
            throw unreadable(e);
        }
        return CsvReader.builder()
                .fieldSeparator(layout.separator())
                .commentStrategy(CommentStrategy.NONE)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .iterator();
    }

    /** Reads the beginning of the text, and a first line such as {@code sep=;} for good. */
    private Layout layout(Reader text) throws IOException {
        text.mark(HEAD + 1);
        char[] head = new char[HEAD];
        int length = 0;
        int read;
        while (length < HEAD && (read = text.read(head, length, HEAD - length)) > 0) {
            length += read;
        }
        text.reset();
        String beginning = new String(head, 0, length);
        Matcher declared = Pattern.compile("(?i)sep=(.)\\r?\\n").matcher(beginning);
        if (!declared.lookingAt()) {
            return Layout.of(beginning, length < HEAD);
        }
        if (text.skip(declared.end()) < declared.end()) {
            throw new IOException("ends after its first line");
        }
        linesBefore = 1;
        return new Layout(declared.group(1).charAt(0), List.of());
    }

    private List<String> header() {
        CsvRecord header = record();
        if (header == null) {
            throw new BadData(name, "is empty, expected a header and rows");
        }
        checkHeader(header);
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String field : header.getFields()) {
            checkText(field);
            String column = Cells.strip(unquoted(field));
            if (column.isEmpty()) {
                throw complaint("column " + (names.size() + 1) + " has no name, expected a header of names"
                        + nameAdvice(names.size(), header.getFieldCount()));
            }
            if (!seen.add(column)) {
                throw complaint("column " + column + " appears twice, expected different names: rename one of them");
            }
            names.add(column);
        }
        return List.copyOf(names);
    }

    private void checkHeader(CsvRecord header) {
        String first = Cells.strip(header.getField(0));
        boolean comment = first.startsWith("#") || first.startsWith("//");
        boolean commentOnly =
                comment && layout.counts().size() > 1 && (layout.fields() == 1 || layout.hasOtherFirstLine());
        boolean title = layout.hasTitle()
                || (layout.counts().size() > 2
                        && layout.hasOtherFirstLine()
                        && layout.fieldsBelow() > layout.fields() + 1);
        if (commentOnly || title) {
            throw complaint("is " + (comment ? "a comment" : "no header") + " (" + Cells.shown(first) + "), expected "
                    + "the names of the columns: "
                    + (layout.hasTitle() || comment
                            ? "delete this line"
                            : "it has " + layout.fields() + " fields and most lines below have " + layout.fieldsBelow()
                                    + "; delete this line, or name every column"));
        }
    }

    private static String nameAdvice(int index, int columns) {
        if (index == 0) {
            return ": name it or delete it; pandas leaves an index out with to_csv(..., index=False)";
        }
        return index == columns - 1
                ? ": name it, or delete the separator at the end of the lines"
                : ": name it or delete it";
    }

    private @Nullable CsvRecord record() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber() + linesBefore;
            return record;
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        } catch (CsvParseException e) {
            throw notCsv(firstLine(e));
        }
    }

    private BadData notCsv(String why) {
        Matcher start = RECORD_START.matcher(why);
        if (start.find()) {
            line = Long.parseLong(start.group(1)) + linesBefore;
        }
        if (why.startsWith("Unclosed")) {
            return complaint(
                    "a quote opens in this row and is never closed: close it, or double a quote that is part of"
                            + " a text");
        } else if (why.startsWith("Unexpected character after closing quote")) {
            return complaint("text follows a closing quote, or a quote that opens in this row is not closed: close it,"
                    + " or double a quote that is part of a text");
        }
        return complaint("not CSV from here on: " + why);
    }

    private void checkText(String field) {
        if (field.indexOf('\0') >= 0) {
            throw complaint("holds binary data (a zero byte), expected text in UTF-8");
        }
    }

    private BadData unreadable(Exception e) {
        boolean malformed = e instanceof CharacterCodingException || e.getCause() instanceof CharacterCodingException;
        return malformed ? malformed() : new BadData(name, "cannot be read: " + firstLine(e));
    }

    private BadData malformed() {
        try {
            Malformed.Place place = Malformed.find(path);
            return BadData.atLine(name, place.line(), place.complaint(columnOf(place)));
        } catch (IOException e) {
            return complaint("bytes at or below this line are not UTF-8, expected text in UTF-8");
        }
    }

    /** The column of malformed bytes, for a message; empty if they are in the header. */
    private static String columnOf(Malformed.Place place) {
        char separator = Layout.of(place.header(), true).separator();
        List<String> names = List.of(place.header().split(Pattern.quote(String.valueOf(separator)), -1));
        int column = Layout.fieldAt(place.before(), separator);
        return place.header().isEmpty() || column >= names.size()
                ? ""
                : "column " + Cells.strip(names.get(column).replace("\"", "")) + " ";
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
