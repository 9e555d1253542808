package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The permanent folder: broker data, checkpoints, models. One process owns it at a time. */
public final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Creates the folder if it is new, and locks it.
     *
     * @throws UserError if it is not writable or another process owns it
     */
    public static DataDirectory open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw UserError.failure(
                        root + ": in use by another trialstream process; wait for it or choose another --data-dir");
            }
            return new DataDirectory(root, channel);
        } catch (IOException e) {
            throw UserError.failure(root + ": cannot be used as data directory (" + e + "); choose another --data-dir");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException alreadyInThisProcess) {
            return null;
        }
    }

    /** Data of the embedded broker. */
    public Path broker() {
        return root.resolve("broker");
    }

    /** Checkpoints and models. */
    public Path store() {
        return root.resolve("store");
    }

    /** Lock files of Kafka Streams; its stores are in memory. */
    public Path streams() {
        return root.resolve("streams");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
