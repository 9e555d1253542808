package dev.trialstream.worker.command;

import dev.trialstream.worker.train.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The state of an earlier attempt, in this attempt's folder: a resumed command finds {@code epoch-N} where it would
 * have written it itself. Files are linked instead of copied if the store allows it.
 */
record ResumedState(Path entry, boolean linked) implements AutoCloseable {
    static ResumedState to(Workspace workspace) throws IOException {
        Files.createDirectories(workspace.checkpoints());
        Path entry = workspace.entry(workspace.epoch());
        Path state = workspace.state();
        if (state == null) {
            return new ResumedState(entry, false);
        }
        delete(entry);
        try (Stream<Path> paths = Files.walk(state)) {
            for (Path from : paths.toList()) {
                place(from, state.equals(from) ? entry : entry.resolve(state.relativize(from)));
            }
        }
        return new ResumedState(entry, true);
    }

    private static void place(Path from, Path to) throws IOException {
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(to);
            return;
        }
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException cannotLink) {
            Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** The state itself stays in the earlier attempt's folder. */
    @Override
    public void close() {
        try {
            if (linked) {
                delete(entry);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(ResumedState.class).warn("{} could not be deleted: {}", entry, e.toString());
        }
    }
}
