package dev.trialstream.worker.job;

import dev.trialstream.training.data.MissingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folders that data may lie in. A message names data; only what lies in one of these is read. */
public final class DataRoots {
    private final List<Path> roots;

    public DataRoots(List<Path> roots) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /**
     * The file that {@code name} means: below the first root that has it. A link that leads out of its root leads
     * nowhere.
     *
     * @throws MissingData where no root has it; it does not say where the roots are, since anyone may ask
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
