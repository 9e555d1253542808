package dev.trialstream.worker.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data files for tests. */
public final class TestData {
    /** Surefire runs in the folder of the module. */
    public static final Path DIGITS = Path.of("..", "examples", "digits.csv");

    public static final Path HEAT = Path.of("..", "examples", "heat.csv");

    public static final String DIGITS_SHA256 = "1a8c0ce573804cf39bc6fdc9a6cc8f23d15cbf27a72575c1ca5fac15163717d0";

    private TestData() {}

    /** The classes of a data set that has them. */
    public static Labels labels(Dataset data) {
        return (Labels) data.target();
    }

    /** Writes {@code data.csv} into {@code folder}. */
    public static Path write(Path folder, String content) {
        try {
            return Files.writeString(folder.resolve("data.csv"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
