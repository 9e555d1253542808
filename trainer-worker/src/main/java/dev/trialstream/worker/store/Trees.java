package dev.trialstream.worker.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Folders and their content, on any file system. Some have no folders, only objects with slashes in their keys; there
 * only listing works reliably. Files that others delete meanwhile are ignored.
 */
final class Trees {
    private Trees() {}

    /** The files below a folder by relative name with slashes; none if there is no such folder. */
    static SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        collect(folder, "", files);
        return files;
    }

    private static void collect(Path folder, String prefix, SortedMap<String, Path> files) throws IOException {
        for (Path path : list(folder)) {
            if (isFolder(path)) {
                collect(path, prefix + nameOf(path) + "/", files);
            } else {
                files.put(prefix + nameOf(path), path);
            }
        }
    }

    /** The content of a folder; empty if there is no such folder. */
    static List<Path> list(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
            listed.forEach(paths::add);
        } catch (NoSuchFileException | NotDirectoryException noFolder) {
            return List.of();
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return paths;
    }

    /** The last part of a path, without the final slash of folders on object stores. */
    static String nameOf(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    static boolean isFolder(Path path) {
        return path.toString().endsWith("/") || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Copies a file, or a folder with its content; links stay links. */
    static void copy(Path from, Path to) throws IOException {
        if (!isFolder(from)) {
            Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
            return;
        }
        Files.createDirectories(to);
        for (Path path : list(from)) {
            copy(path, to.resolve(nameOf(path)));
        }
    }

    /** Deletes a file, or a folder with its content. */
    static void delete(Path tree) throws IOException {
        if (isFolder(tree)) {
            for (Path path : list(tree)) {
                delete(path);
            }
        }
        try {
            Files.deleteIfExists(tree);
        } catch (DirectoryNotEmptyException othersWrite) {
            // then another process deletes it
        }
    }
}
