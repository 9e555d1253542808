package dev.trialstream.cli.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the services of one process work on.
 *
 * @param slots of its worker
 * @param dataRoots folders that its worker may read data from
 * @param scope studies that its services act for
 */
public record ServiceOptions(int slots, List<Path> dataRoots, Predicate<String> scope) {
    public ServiceOptions {
        dataRoots = List.copyOf(dataRoots);
    }
}
