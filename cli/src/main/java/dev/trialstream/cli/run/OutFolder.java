package dev.trialstream.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the output folder of a study in the data directory, so that {@code resume} delivers into the same one. */
public final class OutFolder {
    private final Path note;

    public OutFolder(Path dataDirectory, String study) {
        this.note = dataDirectory.resolve("outputs").resolve(study);
    }

    /** The folder given by {@code --out}, otherwise the remembered one, otherwise the usual one. */
    public Path of(@Nullable Path given, String study) {
        return Optional.ofNullable(given).or(this::remembered).orElseGet(() -> Path.of("trialstream-out", study));
    }

    /** The folder of an earlier command; empty if there was none. */
    public Optional<Path> remembered() {
        try {
            return Files.isRegularFile(note)
                    ? Optional.of(Path.of(Files.readString(note).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Remembers {@code folder}. */
    void remember(Path folder) throws IOException {
        Files.createDirectories(note.getParent());
        WholeFiles.write(note, (folder.toAbsolutePath().normalize() + "\n").getBytes(UTF_8));
    }
}
