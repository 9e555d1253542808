package dev.trialstream.worker.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Files under one root, by relative name with slashes. A file exists completely or not at all, and once written it
 * survives a power failure. Names that lead out of the root are refused. The root may be on any file system; see
 * {@link StoreRoot}.
 */
public final class CheckpointStore {
    private static final Pattern ENTRY = Pattern.compile(".*/epoch-\\d+");
    private static final String CHECKPOINTS = "checkpoints/";
    private static final String CHECKSUMS = "checksums/";

    private final Path root;
    private final Medium medium;

    public CheckpointStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.medium = Medium.of(root);
    }

    /** Name for the state of an attempt after an epoch. */
    public static String name(String trial, int attempt, int epoch) {
        return CHECKPOINTS + trial + "/" + attempt + "/epoch-" + epoch + ".ckpt";
    }

    /** Folder in which an attempt keeps its own state, one entry per epoch. */
    public static String entriesName(String trial, int attempt) {
        return CHECKPOINTS + trial + "/" + attempt;
    }

    /** Whether {@code name} is a file or folder that a trainer keeps itself, rather than bytes. */
    public static boolean isEntry(String name) {
        return ENTRY.matcher(name).matches();
    }

    /** Name of the log of an attempt. */
    public static String logName(String trial, int attempt) {
        return logsName(trial) + "/" + attempt + ".log";
    }

    /** Name of the older half of a log. */
    public static String olderLogName(String log) {
        return log + ".older";
    }

    /** The folder of the logs of all attempts. */
    public static String logsName(String trial) {
        return "logs/" + trial;
    }

    /** Folder of a study's delivered model. */
    public static String modelName(String study) {
        return "models/" + study;
    }

    /** Returns once the bytes are durable. */
    public void write(String name, byte[] bytes) throws IOException {
        medium.write(resolve(name), bytes);
    }

    /** Returns once a copy of a local file is durable under {@code name}. */
    void copy(Path here, String name) throws IOException {
        medium.copy(here, resolve(name));
    }

    /** Writes the checksums of a checkpoint for {@link #check}; {@code copy} is its local path. */
    public void writeSums(String checkpoint, Path copy) throws IOException {
        write(sumsOf(checkpoint), Sums.of(copy).bytes());
    }

    /** The same for a checkpoint of bytes. */
    public void writeSums(String checkpoint, byte[] bytes) throws IOException {
        write(sumsOf(checkpoint), Sums.of(bytes).bytes());
    }

    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(resolve(name));
    }

    /**
     * The bytes of a checkpoint, verified against its checksums.
     *
     * @throws CorruptCheckpoint if they differ
     */
    public byte[] readChecked(String checkpoint) throws IOException {
        byte[] bytes = read(checkpoint);
        Optional<Sums> sums = sums(checkpoint);
        if (sums.isPresent()) {
            sums.get().check(Sums.of(bytes));
        }
        return bytes;
    }

    /**
     * Verifies a copy of a checkpoint against its checksums; a checkpoint without checksums passes.
     *
     * @throws CorruptCheckpoint if it differs
     */
    void check(String checkpoint, Path copy) throws IOException {
        Optional<Sums> sums = sums(checkpoint);
        if (sums.isPresent()) {
            sums.get().check(copy);
        }
    }

    /** The checksums of a checkpoint. */
    Optional<Sums> sums(String checkpoint) throws IOException {
        if (!checkpoint.startsWith(CHECKPOINTS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Sums.read(read(sumsOf(checkpoint))));
        } catch (NoSuchFileException noneWereNoted) {
            return Optional.empty();
        }
    }

    private static String sumsOf(String checkpoint) {
        return checkpoint.replaceFirst("^" + CHECKPOINTS, CHECKSUMS);
    }

    /** Deletes a file, or a folder with its content, and its checksums; does nothing if it does not exist. */
    public void delete(String name) throws IOException {
        if (name.startsWith(CHECKPOINTS)) {
            deleteTree(sumsOf(name));
        }
        deleteTree(name);
    }

    private void deleteTree(String name) throws IOException {
        Trees.delete(folder(name));
        Files.deleteIfExists(resolve(name)); // on an object store it differs
    }

    /**
     * Deletes the checkpoints of a study's trials, except those of {@code keep}; with {@code all} its models and logs
     * too. Concurrent deletions by others are harmless.
     */
    public void clear(String study, List<String> keep, boolean all) throws IOException {
        for (String folder : all ? List.of("checkpoints", "checksums", "logs") : List.of("checkpoints", "checksums")) {
            for (String trial : list(folder)) {
                if (trial.matches(Pattern.quote(study) + "\\.\\d+") && !keep.contains(trial)) {
                    deleteTree(folder + "/" + trial);
                }
            }
        }
        if (all) {
            deleteTree(modelName(study));
        }
    }

    /** The names in a folder; none if there is no such folder. */
    public List<String> list(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        Trees.list(folder(folder)).forEach(path -> names.add(Trees.nameOf(path)));
        return names;
    }

    /** The files below a folder by relative name; none if there is no such folder. */
    public SortedMap<String, Path> files(String folder) throws IOException {
        return Trees.files(folder(folder));
    }

    /** Whether there is such a file, or on a disk such a folder. */
    public boolean has(String name) {
        return Files.exists(resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Replaces {@code to} by a copy of a file or folder.
     *
     * @param to local path
     * @return whether there is such a file or folder
     */
    public boolean copyTo(String name, Path to) throws IOException {
        Path from = has(name) ? resolve(name) : folder(name);
        if (!has(name) && Trees.list(from).isEmpty()) {
            return false;
        }
        Trees.delete(to);
        Trees.copy(from, to);
        return true;
    }

    /** The place for files that an attempt creates itself. */
    public Staging staging() {
        return medium instanceof Disk ? new Staging.InPlace(this) : new Staging.Copied(this);
    }

    /** Lets {@code filling} fill a local folder, and puts it in place of {@code name} when it is complete. */
    public void writeFolder(String name, Filling filling) throws IOException {
        resolve(name);
        medium.writeFolder(folder(name), filling);
    }

    /** @throws IllegalArgumentException if the name leads out of the root */
    public Path resolve(String name) {
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.contains("\\")) {
                throw new IllegalArgumentException(name + " leads out of the store");
            }
        }
        return root.resolve(name);
    }

    private Path folder(String name) {
        resolve(name);
        return medium.folder(root, name);
    }

    /** The name of a path in a store on a disk. */
    String nameOf(Path inside) {
        return root.relativize(inside.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /** Fills a folder. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException;
    }
}
