package dev.trialstream.cli.service;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.CommandsOption;
import dev.trialstream.cli.pipeline.StoreOption;
import dev.trialstream.worker.command.CommandSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a process's worker: parallel jobs and readable data. */
public final class WorkOptions {
    @Mixin
    DeviceOptions devices = new DeviceOptions();

    @Mixin
    Roots roots = new Roots();

    /** The folders that a worker may read data from. */
    public static final class Roots {
        @Option(
                names = "--data-root",
                paramLabel = "DIR",
                description = "Folder that data may lie in; may be given several times (default: the current one).")
        List<Path> dataRoots = new ArrayList<>();

        List<Path> all() {
            return dataRoots.isEmpty() ? List.of(Path.of("")) : dataRoots;
        }

        /** @throws UserError if one is not a folder */
        void check() {
            dataRoots.stream()
                    .filter(root -> !Files.isDirectory(root))
                    .findFirst()
                    .ifPresent(root -> {
                        throw UserError.badInput(
                                "--data-root: " + root + " is no folder; expected one that data may lie in");
                    });
        }
    }

    /** Where a worker reads data and keeps its results. */
    public static final class Data {
        @Mixin
        Roots roots = new Roots();

        @Mixin
        StoreOption store = new StoreOption();

        @Mixin
        CommandsOption commands = new CommandsOption();

        /** @throws UserError if a worker could not run with these options */
        public void check() {
            roots.check();
            commands.read();
            store.path();
        }

        /** In command line form. */
        public List<String> arguments() {
            List<String> words = new ArrayList<>(store.words());
            roots.all().forEach(root -> words.addAll(List.of("--data-root", root.toString())));
            words.addAll(commands.words());
            return words;
        }
    }

    @Mixin
    CommandsOption commands = new CommandsOption();

    /** The commands that the worker may run. */
    Map<String, CommandSpec> commands() {
        return commands.read();
    }

    List<Path> dataRoots() {
        return roots.all();
    }

    /** @throws UserError if a worker could not run with these options */
    void check() {
        devices.check();
        roots.check();
    }
}
