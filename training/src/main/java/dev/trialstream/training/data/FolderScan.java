package dev.trialstream.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a folder of images.
 *
 * @param images that are read, sorted by name
 * @param hidden below a folder that is hidden, or hidden themselves
 * @param others whose names are not those of images
 * @param folders directly below, which are classes if they have images
 */
record FolderScan(Path folder, List<Path> images, List<String> hidden, List<String> others, List<String> folders) {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    /** What systems leave behind besides names that begin with a dot. */
    private static final Set<String> CLUTTER = Set.of("__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "@eadir");

    static FolderScan of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadData(
                    folder.toString(),
                    Files.exists(folder) ? "is a file, expected a folder of images" : "no such folder");
        }
        List<Path> images = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Set<String> folders = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.sorted().toList()) {
                Path inside = folder.relativize(file);
                if (Files.isDirectory(file)) {
                    if (inside.getNameCount() == 1 && !inside.toString().isEmpty() && !isHidden(inside)) {
                        folders.add(inside.toString());
                    }
                } else if (isHidden(inside)) {
                    hidden.add(inside.toString());
                } else if (isImage(file)) {
                    images.add(file);
                } else {
                    others.add(inside.toString());
                }
            }
        } catch (IOException e) {
            throw new BadData(folder.toString(), "cannot be read");
        }
        return new FolderScan(folder, images, hidden, others, List.copyOf(folders));
    }

    /** Whether a file has the name of an image that can be read. */
    static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static boolean isHidden(Path inside) {
        for (Path part : inside) {
            String name = part.toString().toLowerCase(Locale.ROOT);
            if (name.startsWith(".") || CLUTTER.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Lines that count and name the files that are not read. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        LeftOut.note(hidden, hidden.size() == 1 ? "that is hidden" : "that are hidden")
                .ifPresent(notes::add);
        LeftOut.note(others, "without the ending of a PNG, JPEG, GIF or BMP").ifPresent(notes::add);
        return notes;
    }

    /** @param classes that have images */
    List<String> notes(List<String> classes) {
        List<String> notes = new ArrayList<>(notes());
        List<String> empty =
                folders.stream().filter(name -> !classes.contains(name)).toList();
        if (!empty.isEmpty()) {
            notes.add("no class, because no image is in it: folder " + String.join(", ", empty));
        }
        return notes;
    }
}
