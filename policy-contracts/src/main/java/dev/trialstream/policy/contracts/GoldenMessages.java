package dev.trialstream.policy.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The messages that the protocol's tests keep for good, a folder for each kind. */
public final class GoldenMessages {
    private static final Path FOLDER = Path.of("protocol/src/test/resources/golden/v1");

    private GoldenMessages() {}

    /**
     * Every message of a kind.
     *
     * @param kind such as {@code event} or {@code decision}
     */
    public static List<byte[]> of(String kind) {
        try (Stream<Path> files = Files.list(folder().resolve(kind))) {
            return files.sorted().map(GoldenMessages::bytes).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        Path home = Path.of("").toAbsolutePath();
        while (home != null && !Files.isDirectory(home.resolve(FOLDER))) {
            home = home.getParent();
        }
        if (home == null) {
            throw new IllegalStateException(
                    "no folder " + FOLDER + " above " + Path.of("").toAbsolutePath());
        }
        return home.resolve(FOLDER);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
