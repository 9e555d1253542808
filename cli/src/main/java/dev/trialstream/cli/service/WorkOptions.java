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

/** What the worker of a process may do at once, and read. */
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

        /** @throws UserError where one is no folder */
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

    /** Where a worker reads data and keeps what it makes. */
    public static final class Data {
        @Mixin
        Roots roots = new Roots();

        @Mixin
        StoreOption store = new StoreOption();

        @Mixin
        CommandsOption commands = new CommandsOption();

        /** @throws UserError where a worker could not work like this */
        public void check() {
            roots.check();
            commands.read();
            store.path();
        }

        /** As they are said on a command line. */
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

    /** @throws UserError where a worker could not work like this */
    void check() {
        devices.check();
        roots.check();
    }
}
