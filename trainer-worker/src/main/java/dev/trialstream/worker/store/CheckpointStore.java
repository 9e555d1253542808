package dev.trialstream.worker.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files under one root, by relative name. A file is either wholly there or not at all, and once written it survives a
 * loss of power. Names that lead out of the root are refused.
 */
public final class CheckpointStore {
    private static final Pattern ENTRY = Pattern.compile(".*/epoch-\\d+");

    private final Path root;

    public CheckpointStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Where the state of an attempt after an epoch is kept. */
    public static String name(String trial, int attempt, int epoch) {
        return "checkpoints/" + trial + "/" + attempt + "/epoch-" + epoch + ".ckpt";
    }

    /** Where an attempt keeps its state itself, an entry an epoch. */
    public static String entriesName(String trial, int attempt) {
        return "checkpoints/" + trial + "/" + attempt;
    }

    /** Whether {@code name} is of a file or folder that a trainer has kept itself, and not of bytes. */
    public static boolean isEntry(String name) {
        return ENTRY.matcher(name).matches();
    }

    /** Where what a trainer says in the course of an attempt is kept. */
    public static String logName(String trial, int attempt) {
        return logsName(trial) + "/" + attempt + ".log";
    }

    /** The folder of the logs of all attempts. */
    public static String logsName(String trial) {
        return "logs/" + trial;
    }

    /** Where the model of a study is delivered to. */
    public static String modelName(String study) {
        return "models/" + study;
    }

    /** Returns once the bytes are on the disk. */
    public void write(String name, byte[] bytes) throws IOException {
        Path file = resolve(name);
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

    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(resolve(name));
    }

    /** Deletes a file, or a folder with all there is in it; what is not there is deleted already. */
    public void delete(String name) throws IOException {
        deleteTree(resolve(name));
    }

    /** Whether there is such a file or folder. */
    public boolean has(String name) {
        return Files.exists(resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Returns once a file or folder that lies in the store is on the disk with all there is in it.
     *
     * @return its name
     */
    public String seal(Path entry) throws IOException {
        String name =
                root.relativize(entry.toAbsolutePath().normalize()).toString().replace('\\', '/');
        Path inside = resolve(name);
        try (Stream<Path> paths = Files.walk(inside)) {
            for (Path path : paths.toList()) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    force(path);
                } else {
                    sync(path);
                }
            }
        }
        sync(folderOf(inside));
        return name;
    }

    private static void force(Path file) throws IOException {
        StandardOpenOption access = Files.isWritable(file) ? StandardOpenOption.WRITE : StandardOpenOption.READ;
        try (FileChannel channel = FileChannel.open(file, access)) {
            channel.force(true);
        }
    }

    /** Has {@code filling} fill a folder, and puts it in the place of {@code name} when it is whole. */
    public void writeFolder(String name, Filling filling) throws IOException {
        Path folder = resolve(name);
        Path half = Files.createTempDirectory(Files.createDirectories(folderOf(folder)), ".half-");
        try {
            filling.fill(half);
            deleteTree(folder);
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(half);
        }
    }

    /** @throws IllegalArgumentException where the name leads out of the root */
    public Path resolve(String name) {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException(name + " leads out of the store");
        }
        return path;
    }

    private Path folderOf(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(root);
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A rename lasts once its folder is on the disk; systems that cannot open folders do not need it. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException ignored) {
            // such a system
        }
    }

    /** Fills a folder. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException;
    }
}
