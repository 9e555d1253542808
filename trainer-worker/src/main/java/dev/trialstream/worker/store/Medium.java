package dev.trialstream.worker.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** How files come to be whole and to last, which disks and other stores have different means for. */
sealed interface Medium permits Disk, Remote {
    /** That of the file system which {@code root} is of. */
    static Medium of(Path root) {
        return root.getFileSystem().equals(FileSystems.getDefault()) ? new Disk() : new Remote();
    }

    /** Returns once the bytes last; until then what was there before is. */
    void write(Path file, byte[] bytes) throws IOException;

    /** Likewise for what a file of this machine has. */
    void copy(Path here, Path file) throws IOException;

    /** Has {@code filling} fill a folder of this machine, and puts what is in it in the place of {@code folder}. */
    void writeFolder(Path folder, CheckpointStore.Filling filling) throws IOException;

    /** {@code name} as the path of a folder. */
    Path folder(Path root, String name);
}
