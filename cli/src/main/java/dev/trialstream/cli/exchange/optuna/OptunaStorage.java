package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.cli.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An Optuna storage file. Every error is one line that begins with the file. */
sealed interface OptunaStorage permits SqliteStorage, JournalStorage {
    int MOST_NAMED = 20;
    byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    Path file();

    List<String> names();

    /** @param name one of {@link #names} */
    OptunaStudy study(String name);

    /** The storage in {@code file}; empty if its beginning matches neither format. */
    static Optional<OptunaStorage> in(Path file) throws IOException {
        byte[] head = head(file);
        if (Arrays.equals(head, 0, Math.min(head.length, SQLITE.length), SQLITE, 0, SQLITE.length)) {
            return Optional.of(new SqliteStorage(file));
        }
        String line =
                new String(head, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        return line.startsWith("{") && line.contains("\"op_code\"")
                ? Optional.of(new JournalStorage(file))
                : Optional.empty();
    }

    private static byte[] head(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(4096);
        }
    }

    /**
     * The study with this name, or the only one.
     *
     * @throws UserError if the choice is not clear
     */
    default OptunaStudy choose(@Nullable String wanted) {
        List<String> names = names();
        if (names.isEmpty()) {
            throw bad("has no study");
        }
        if (wanted == null && names.size() > 1) {
            throw bad("has " + names.size() + " studies; say which with --optuna-study: " + shown(names));
        }
        String name = wanted == null ? names.get(0) : wanted;
        if (!names.contains(name)) {
            throw bad("has no study " + name + "; it has " + shown(names));
        }
        return study(name);
    }

    private static String shown(List<String> names) {
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMED ? first + " and " + (names.size() - MOST_NAMED) + " more" : first;
    }

    default UserError bad(String why) {
        return UserError.badInput(file() + ": " + why);
    }
}
