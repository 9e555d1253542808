package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.worker.store.StoreRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The location of checkpoints and models. */
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
     * @param dataDirectory whose folder {@code store} is the default
     * @throws UserError if no provider serves the location
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

    /** Its root, with the user's default data folder. */
    public Path path() {
        return in(Path.of(System.getProperty("user.home"), ".trialstream"));
    }

    /** In command line form, as words. */
    public List<String> words() {
        return said == null ? List.of() : List.of("--store", said);
    }

    /** In command line form; begins with a space, or is empty. */
    public String arguments() {
        return words().stream().map(word -> " " + word).collect(Collectors.joining());
    }
}
