package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.worker.store.StoreRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where checkpoints and models are kept. */
public final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "DIR|URI",
            description = "Where checkpoints, models and logs are, for all workers alike: a folder, or a URI such as"
                    + " s3://BUCKET/PREFIX (default: the folder store of the data folder, ~/.trialstream/store).")
    @Nullable
    String said;

    /**
     * Its root.
     *
     * @param dataDirectory whose folder {@code store} it is where nothing was said
     * @throws UserError where nothing serves what was said
     */
    public Path in(Path dataDirectory) {
        if (said == null) {
            return dataDirectory.resolve("store");
        }
        try {
            return StoreRoot.of(said);
        } catch (IllegalArgumentException e) {
            throw UserError.badInput("--store " + e.getMessage());
        }
    }

    /** Its root, for whoever has no other data folder than that of the user. */
    public Path path() {
        return in(Path.of(System.getProperty("user.home"), ".trialstream"));
    }

    /** As it is said on a command line, word by word. */
    public List<String> words() {
        return said == null ? List.of() : List.of("--store", said);
    }

    /** As it is said on a command line; begins with a space, or is empty. */
    public String arguments() {
        return words().stream().map(word -> " " + word).collect(Collectors.joining());
    }
}
