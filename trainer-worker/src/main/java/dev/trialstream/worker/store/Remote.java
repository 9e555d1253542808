package dev.trialstream.worker.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The file system of another provider, above all S3. There is no rename: an object is put at once or not at all. The
 * checksums detect a provider that writes piecemeal.
 */
final class Remote implements Medium {
    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        put(file, out -> out.write(bytes));
    }

    @Override
    public void copy(Path here, Path file) throws IOException {
        put(file, out -> Files.copy(here, out));
    }

    private static void put(Path file, Content content) throws IOException {
        OutputStream stream;
        try {
            stream = Files.newOutputStream(file);
        } catch (NoSuchFileException noFolder) { // object stores have no parent folders to create
            Files.createDirectories(Objects.requireNonNull(file.getParent(), "a root"));
            stream = Files.newOutputStream(file);
        }
        try (OutputStream out = stream) {
            content.writeTo(out);
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** File by file, because readers learn of a folder only after it is complete. */
    @Override
    public void writeFolder(Path folder, CheckpointStore.Filling filling) throws IOException {
        Path here = Files.createTempDirectory("trialstream-");
        try {
            filling.fill(here);
            Map<String, Path> files = Trees.files(here);
            for (Map.Entry<String, Path> file : files.entrySet()) {
                copy(file.getValue(), folder.resolve(file.getKey()));
            }
            for (Map.Entry<String, Path> old : Trees.files(folder).entrySet()) {
                if (!files.containsKey(old.getKey())) {
                    Files.deleteIfExists(old.getValue());
                }
            }
        } finally {
            Trees.delete(here);
        }
    }

    /** Object stores distinguish a folder from an object by a final slash. */
    @Override
    public Path folder(Path root, String name) {
        return root.resolve(name + "/");
    }
}
