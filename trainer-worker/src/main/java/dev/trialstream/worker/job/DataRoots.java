package dev.trialstream.worker.job;

import dev.trialstream.worker.data.MissingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders that data may lie in. A message names data; only what lies in one of these is read. */
public final class DataRoots {
    private final List<Path> roots;

    public DataRoots(List<Path> roots) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /**
     * The file that {@code name} means: below the first root that has it.
     *
     * @throws MissingData where no root has it
     */
    public Path resolve(String name) {
        for (Path root : roots) {
            Path file = root.resolve(name).normalize();
            if (file.startsWith(root) && Files.exists(file)) {
                return file;
            }
        }
        throw new MissingData(name, "no such file in the data folders of this worker " + roots);
    }
}
