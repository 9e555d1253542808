package dev.trialstream.worker.job;

import dev.trialstream.training.data.MissingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folders for data. A message names data; a worker only reads within these folders. */
public final class DataRoots {
    private final List<Path> roots;

    public DataRoots(List<Path> roots) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /**
     * The file for {@code name}, below the first root that has it. A link that leads out of its root is ignored.
     *
     * @throws MissingData if no root has it; the message does not reveal the roots, since anyone may ask
     */
    public Path resolve(String name) {
        for (Path root : roots) {
            Path file = below(root, name);
            if (file != null && file.startsWith(root) && Files.exists(file) && isWithin(root, file)) {
                return file;
            }
        }
        throw new MissingData(name, "no such file in the data folders of this worker");
    }

    private static @Nullable Path below(Path root, String name) {
        try {
            return root.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean isWithin(Path root, Path file) {
        try {
            return file.toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
