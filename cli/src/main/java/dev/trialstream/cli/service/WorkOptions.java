package dev.trialstream.cli.service;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.CommandsOption;
import dev.trialstream.worker.command.CommandSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the worker of a process may do at once, and read. */
final class WorkOptions {
    @Option(names = "--slots", paramLabel = "N", description = "Trials at once (default: the cores of this machine).")
    int slots = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description = "Folder that data may lie in; may be given several times (default: the current one).")
    List<Path> dataRoots = new ArrayList<>();

    @Mixin
    CommandsOption commands = new CommandsOption();

    /** The commands that the worker may run. */
    Map<String, CommandSpec> commands() {
        return commands.read();
    }

    List<Path> dataRoots() {
        return dataRoots.isEmpty() ? List.of(Path.of("")) : dataRoots;
    }

    /** @throws UserError where a worker could not work like this */
    void check() {
        if (slots < 1) {
            throw UserError.badInput("--slots: expected a whole number of at least 1, got " + slots);
        }
        dataRoots.stream().filter(root -> !Files.isDirectory(root)).findFirst().ifPresent(root -> {
            throw UserError.badInput("--data-root: " + root + " is no folder; expected one that data may lie in");
        });
    }
}
