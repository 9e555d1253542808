package dev.trialstream.cli.exchange.optuna;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Optuna's {@code JournalStorage} in a file ({@code optuna/storages/journal/_file.py}): one JSON object, an operation,
 * in each line. As in Optuna, an incomplete last line is ignored, because the operation was not finished.
 */
record JournalStorage(Path file) implements OptunaStorage {

    @Override
    public List<String> names() {
        return replayed().names();
    }

    @Override
    public OptunaStudy study(String name) {
        return replayed().study(name);
    }

    private JournalReplay replayed() {
        JournalReplay replay = new JournalReplay();
        int number = 0;
        boolean whole = endsALine();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null) {
                String next = reader.readLine();
                number++;
                if (next != null || whole) {
                    take(replay, number, line, next == null);
                }
                line = next;
            }
        } catch (IOException e) {
            throw bad("could not be read on from line " + (number + 1) + ": " + e);
        }
        return replay;
    }

    private boolean endsALine() {
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            bytes.position(Math.max(0, bytes.size() - 1)).read(last);
            return last.get(0) == '\n';
        } catch (IOException e) {
            throw bad("could not be read: " + e);
        }
    }

    private void take(JournalReplay replay, int number, String line, boolean last) {
        JsonNode operation = parsed(line);
        if (operation == null && !last) {
            throw bad("line " + number + ": expected an operation of Optuna's journal as a JSON object; got "
                    + line.substring(0, Math.min(40, line.length())));
        }
        if (operation != null) {
            try {
                replay.apply(operation);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw bad("line " + number + ": " + e.getMessage());
            }
        }
    }

    private static @Nullable JsonNode parsed(String line) {
        try {
            JsonNode node = Distribution.PYTHON.readTree(line);
            return node.isObject() ? node : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
