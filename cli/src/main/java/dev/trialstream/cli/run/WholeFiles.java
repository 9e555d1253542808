package dev.trialstream.cli.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that exist completely or not at all. */
public final class WholeFiles {
    private WholeFiles() {}

    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, stream -> stream.write(bytes));
    }

    /** Writes a file with {@code filling}; if it throws, {@code file} does not change. */
    public static void write(Path file, Filling filling) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".half");
        try {
            try (OutputStream stream = Files.newOutputStream(half)) {
                filling.fill(stream);
            }
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Filling {
        void fill(OutputStream stream) throws IOException;
    }

    public static void copy(Path from, Path to) throws IOException {
        write(to, Files.readAllBytes(from));
    }
}
