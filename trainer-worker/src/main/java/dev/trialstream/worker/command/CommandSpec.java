package dev.trialstream.worker.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command that a worker's configuration allows.
 *
 * @param run the program and its arguments; no shell reads them
 * @param directory that it runs in
 * @param environment beyond what the worker has and the trial says
 * @param epochsFrom where its epochs are read
 * @param grace how long it may take to end after SIGTERM, before SIGKILL
 * @param logBytes how much of what it says last is kept for each attempt
 */
public record CommandSpec(
        String name,
        List<Argument> run,
        Path directory,
        Map<String, Template> environment,
        EpochsFrom epochsFrom,
        Duration grace,
        long logBytes) {
    public CommandSpec {
        run = List.copyOf(run);
        environment = Map.copyOf(environment);
    }

    /** Where a command says its epochs. */
    public enum EpochsFrom {
        /** On its standard output, among whatever else it says. */
        STDOUT,
        /** In a file whose path it is given; what it appends is read. */
        FILE,
        /** Into a named pipe whose path it is given. */
        PIPE
    }
}
