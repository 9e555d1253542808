package dev.trialstream.cli.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline runs.
 *
 * @param bootstrapServers of the user's broker; null: an embedded one
 * @param slots of its worker
 * @param dataRoots folders that its worker may read data from
 * @param scope studies that its services act for
 */
public record PipelineOptions(
        Path dataDirectory,
        @Nullable String bootstrapServers,
        int slots,
        List<Path> dataRoots,
        Predicate<String> scope) {

    public PipelineOptions {
        dataRoots = List.copyOf(dataRoots);
    }
}
