package dev.trialstream.worker.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command of a worker's configuration.
 *
 * @param run the program and its arguments; no shell is involved
 * @param directory to run in
 * @param environment in addition to the inherited and the trial's variables
 * @param inherit variables of the worker that it gets besides those of {@link
 *     dev.trialstream.protocol.service.InheritedEnvironment}
 * @param epochsFrom source of its epochs
 * @param grace time from SIGTERM to SIGKILL
 * @param logBytes maximum size of the log of each attempt; the latest output is kept
 */
public record CommandSpec(
        String name,
        List<Argument> run,
        Path directory,
        Map<String, Template> environment,
        List<String> inherit,
        EpochsFrom epochsFrom,
        Duration grace,
        long logBytes) {
    public CommandSpec {
        run = List.copyOf(run);
        environment = Map.copyOf(environment);
        inherit = List.copyOf(inherit);
    }

    /** Where a command writes its epochs. */
    public enum EpochsFrom {
        /** To its standard output, mixed with other output. */
        STDOUT,
        /** To a file at a given path; appended lines are read. */
        FILE,
        /** To a named pipe at a given path. */
        PIPE
    }
}
