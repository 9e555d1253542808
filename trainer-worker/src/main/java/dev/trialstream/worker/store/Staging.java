package dev.trialstream.worker.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Local place for the files that an attempt creates itself, because programs need them on this machine. If the store is
 * on a disk, it is in the store; otherwise it is a folder for the duration of the attempt, and files are copied.
 */
public abstract sealed class Staging implements AutoCloseable {
    final CheckpointStore store;

    private Staging(CheckpointStore store) {
        this.store = store;
    }

    public CheckpointStore store() {
        return store;
    }

    /** Local path of {@code name} of the store, existing or not. */
    public abstract Path at(String name) throws IOException;

    /**
     * Makes a checkpoint that an earlier attempt kept itself available on this machine.
     *
     * @return its path
     * @throws NoSuchFileException if it is gone
     * @throws CorruptCheckpoint if it differs from what was kept
     */
    public abstract Path fetch(String entry) throws IOException;

    /**
     * Returns once a file, or a folder with its content, at {@link #at} is durable in the store.
     *
     * @return its name in the store
     */
    public abstract String seal(Path entry) throws IOException;

    /** Puts a file written at {@link #at} into the store, if there is one. */
    public abstract void publish(String name) throws IOException;

    /** Deletes it from the store and from this machine. */
    public void delete(String name) throws IOException {
        store.delete(name);
    }

    @Override
    public abstract void close();

    /** For a store on a disk. */
    static final class InPlace extends Staging {
        InPlace(CheckpointStore store) {
            super(store);
        }

        @Override
        public Path at(String name) {
            return store.resolve(name);
        }

        @Override
        public Path fetch(String entry) throws IOException {
            if (!store.has(entry)) {
                throw new NoSuchFileException(entry);
            }
            store.check(entry, at(entry));
            return at(entry);
        }

        @Override
        public String seal(Path entry) throws IOException {
            String name = store.nameOf(entry);
            Disk.force(store.resolve(name));
            store.writeSums(name, entry);
            return name;
        }

        @Override
        public void publish(String name) {}

        @Override
        public void close() {}
    }

    /** For a store elsewhere. */
    static final class Copied extends Staging {
        private final Object lock = new Object();
        private @Nullable Path scratch;

        Copied(CheckpointStore store) {
            super(store);
        }

        private Path scratch() throws IOException {
            synchronized (lock) {
                Path made = scratch;
                if (made == null) {
                    made = Files.createTempDirectory("trialstream-").toRealPath();
                    scratch = made;
                }
                return made;
            }
        }

        @Override
        public Path at(String name) throws IOException {
            store.resolve(name);
            return scratch().resolve(name);
        }

        /** Its checksums are written last, so without them it is incomplete. */
        @Override
        public Path fetch(String entry) throws IOException {
            Sums sums = store.sums(entry).orElseThrow(() -> new NoSuchFileException(entry));
            Path copy = at(entry);
            Trees.delete(copy);
            for (String file : sums.files().keySet()) {
                Path to = file.isEmpty() ? copy : copy.resolve(file);
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(store.resolve(file.isEmpty() ? entry : entry + "/" + file), to);
            }
            if (sums.files().isEmpty()) {
                Files.createDirectories(copy);
            }
            sums.check(copy);
            return copy;
        }

        @Override
        public String seal(Path entry) throws IOException {
            String name = scratch()
                    .relativize(entry.toAbsolutePath().normalize())
                    .toString()
                    .replace('\\', '/');
            if (Trees.isFolder(entry)) {
                for (Map.Entry<String, Path> file : Trees.files(entry).entrySet()) {
                    if (Sums.isFile(file.getValue())) {
                        store.copy(file.getValue(), name + "/" + file.getKey());
                    }
                }
            } else {
                store.copy(entry, name);
            }
            store.writeSums(name, entry);
            return name;
        }

        @Override
        public void publish(String name) throws IOException {
            if (Files.isRegularFile(at(name), LinkOption.NOFOLLOW_LINKS)) {
                store.copy(at(name), name);
            }
        }

        @Override
        public void delete(String name) throws IOException {
            super.delete(name);
            Trees.delete(at(name));
        }

        @Override
        public void close() {
            synchronized (lock) {
                try {
                    if (scratch != null) {
                        Trees.delete(scratch);
                    }
                } catch (IOException e) {
                    LoggerFactory.getLogger(Staging.class).warn("{} could not be deleted: {}", scratch, e.toString());
                }
            }
        }
    }
}
