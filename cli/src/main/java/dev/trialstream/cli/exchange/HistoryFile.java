package dev.trialstream.cli.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.run.WholeFiles;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.StudyState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A complete study as one file of JSON lines: a header with the number of records and the hash of their lines, then the
 * records, events first, with the headers and values of the log.
 */
public final class HistoryFile {
    static final String FORMAT = "trialstream-history";
    static final int VERSION = 1;
    private static final String VALUE = ",\"value\":";

    private HistoryFile() {}

    /**
     * The first line.
     *
     * @param sha256 of all bytes after this line
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Header(
            String format,
            int version,
            String study,
            @Nullable StudyState state,
            long events,
            long decisions,
            long bests,
            String sha256) {}

    /** Writes the file, completely or not at all. */
    static Header write(Path file, History history) {
        StringBuilder lines = new StringBuilder();
        history.entries().forEach(entry -> lines.append(line(entry)).append('\n'));
        byte[] body = lines.toString().getBytes(UTF_8);
        Header header = new Header(
                FORMAT,
                VERSION,
                history.study(),
                history.log().state(),
                history.count(ExchangeRecord.Kind.EVENT),
                history.count(ExchangeRecord.Kind.DECISION),
                history.count(ExchangeRecord.Kind.BEST),
                sha256(body));
        try {
            WholeFiles.write(file.toAbsolutePath(), stream -> {
                stream.write((Json.json().writeValueAsString(header) + "\n").getBytes(UTF_8));
                stream.write(body);
            });
        } catch (IOException e) {
            throw UserError.badInput(file + ": the history could not be written there (" + e + ")");
        }
        return header;
    }

    private static String line(ExchangeRecord entry) {
        return "{\"kind\":\"" + entry.kind().word() + "\",\"headers\":"
                + Json.json().writeValueAsString(entry.headers()) + VALUE + entry.value() + "}";
    }

    /** @throws UserError if the file is no complete history */
    public static History read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        Header header = header(file, new String(bytes, 0, end, UTF_8));
        byte[] body = java.util.Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
        List<String> lines = new String(body, UTF_8).lines().toList();
        long records = header.events() + header.decisions() + header.bests();
        if (lines.size() < records) {
            throw bad(file, "is cut off: it has " + lines.size() + " of " + records + " records; export it again");
        }
        if (lines.size() > records || !sha256(body).equals(header.sha256())) {
            throw bad(file, "has changed since it was exported: its hash is another; export it again");
        }
        try {
            List<ExchangeRecord> entries = new ArrayList<>();
            lines.forEach(line -> entries.add(entry(line)));
            return History.of(header.study(), entries);
        } catch (IllegalArgumentException | JacksonException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw bad(file, "expected the history of one study: " + why);
        }
    }

    private static Header header(Path file, String line) {
        if (line.isBlank()) {
            throw neither(file);
        }
        try {
            JsonNode node = Json.json().readTree(line);
            String format = node.path("format").asString("");
            if (!format.equals(FORMAT) || node.path("version").asInt(0) != VERSION) {
                throw bad(
                        file,
                        "expected the format " + FORMAT + " in version " + VERSION + ", got "
                                + (format.isEmpty() ? "another" : format) + " in version "
                                + node.path("version").asString("none"));
            }
            Header header = Json.json().treeToValue(node, Header.class);
            if (header.study() == null || !Ids.isStudy(header.study()) || header.sha256() == null) {
                throw bad(file, "expected study and sha256 in the first line");
            }
            return header;
        } catch (JacksonException e) {
            throw neither(file);
        }
    }

    private static UserError neither(Path file) {
        return bad(
                file,
                "expected a file that study export wrote, or Optuna's SQLite or journal file; it begins like neither");
    }

    private static ExchangeRecord entry(String line) {
        int at = line.indexOf(VALUE); // quotes within texts are escaped, so this is the first of the object itself
        if (at < 0 || !line.endsWith("}")) {
            throw new IllegalArgumentException("a line without a value");
        }
        JsonNode named = Json.json().readTree(line.substring(0, at) + "}");
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        named.path("headers").forEachEntry((name, text) -> headers.put(name, text.asString("")));
        ExchangeRecord.Kind kind =
                ExchangeRecord.Kind.valueOf(named.path("kind").asString("").toUpperCase(java.util.Locale.ROOT));
        return new ExchangeRecord(kind, headers, line.substring(at + VALUE.length(), line.length() - 1));
    }

    private static UserError bad(Path file, String why) {
        return UserError.badInput(file + ": " + why);
    }

    /** Hash of a file of any size, in hexadecimal. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** In hexadecimal. */
    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
