package dev.trialstream.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files or folders as wholes. */
final class Folders {
    private Folders() {}

    /** Puts a copy of {@code from} in the place of {@code to}. */
    static void replace(Path from, Path to) throws IOException {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> paths = Files.walk(to)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copy = path.equals(from) ? to : to.resolve(from.relativize(path));
                Files.copy(path, copy, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
