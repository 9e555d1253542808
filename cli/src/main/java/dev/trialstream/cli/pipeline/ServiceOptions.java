package dev.trialstream.cli.pipeline;

import dev.trialstream.worker.command.CommandSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Options of the services of one process.
 *
 * @param shares of this machine, one worker each
 * @param dataRoots folders that its workers may read data from
 * @param scope studies that its services act for
 * @param commands that its workers may run
 */
public record ServiceOptions(
        List<Share> shares, List<Path> dataRoots, Predicate<String> scope, Map<String, CommandSpec> commands) {
    public ServiceOptions {
        shares = List.copyOf(shares);
        dataRoots = List.copyOf(dataRoots);
        commands = Map.copyOf(commands);
    }

    /** Services with a CPU worker without commands. */
    public ServiceOptions(int slots, List<Path> dataRoots, Predicate<String> scope) {
        this(List.of(Share.ofCpus(slots)), dataRoots, scope, Map.of());
    }
}
