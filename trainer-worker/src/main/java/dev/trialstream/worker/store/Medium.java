package dev.trialstream.worker.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** How files become complete and durable; disks and other stores differ in this. */
sealed interface Medium permits Disk, Remote {
    /** The medium of the file system of {@code root}. */
    static Medium of(Path root) {
        return root.getFileSystem().equals(FileSystems.getDefault()) ? new Disk() : new Remote();
    }

    /** Returns once the bytes are durable; until then the previous content stays. */
    void write(Path file, byte[] bytes) throws IOException;

    /** The same for the content of a local file. */
    void copy(Path here, Path file) throws IOException;

    /** Lets {@code filling} fill a local folder, and puts its content in place of {@code folder}. */
    void writeFolder(Path folder, CheckpointStore.Filling filling) throws IOException;

    /** {@code name} as the path of a folder. */
    Path folder(Path root, String name);
}
