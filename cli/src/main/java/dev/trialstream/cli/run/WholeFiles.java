package dev.trialstream.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are either wholly there or not at all. */
public final class WholeFiles {
    private WholeFiles() {}

    public static void write(Path file, byte[] bytes) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".half");
        try {
            Files.write(half, bytes);
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    public static void copy(Path from, Path to) throws IOException {
        write(to, Files.readAllBytes(from));
    }
}
