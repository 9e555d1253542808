package dev.trialstream.worker.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.Stream;

/** A local file system: renaming makes files complete, forcing makes them durable. */
final class Disk implements Medium {
    @Override
    public void copy(Path here, Path file) throws IOException {
        write(file, Files.readAllBytes(here));
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(folderOf(file));
        Path half = Files.createTempFile(folder, ".half-", "");
        try {
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    @Override
    public void writeFolder(Path folder, CheckpointStore.Filling filling) throws IOException {
        Path half = Files.createTempDirectory(Files.createDirectories(folderOf(folder)), ".half-");
        try {
            filling.fill(half);
            Trees.delete(folder);
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(half);
        }
    }

    @Override
    public Path folder(Path root, String name) {
        return root.resolve(name);
    }

    /** Returns once a file, or a folder with its content, is on the disk. */
    static void force(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.toList()) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    forceFile(path);
                } else {
                    sync(path);
                }
            }
        }
        sync(folderOf(tree));
    }

    private static void forceFile(Path file) throws IOException {
        StandardOpenOption access = Files.isWritable(file) ? StandardOpenOption.WRITE : StandardOpenOption.READ;
        try (FileChannel channel = FileChannel.open(file, access)) {
            channel.force(true);
        }
    }

    /** A rename is durable once its folder is on the disk; systems that cannot open folders do not need this. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException ignored) {
            // one of these systems
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a root");
    }
}
