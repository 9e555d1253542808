package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.worker.command.CommandSpec;
import dev.trialstream.worker.command.CommandsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The commands that a process's worker may run. */
public final class CommandsOption {
    @Option(
            names = "--commands",
            paramLabel = "FILE",
            description = "YAML of the commands that studies with trainer command may name (default: none).")
    @Nullable
    Path file;

    /**
     * The commands by name.
     *
     * @throws UserError if the file is not valid
     */
    public Map<String, CommandSpec> read() {
        if (file == null) {
            return Map.of();
        }
        try {
            return CommandsFile.read(file);
        } catch (InvalidStudy e) {
            throw UserError.badInput(file + ": " + e.getMessage());
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read (" + e + ")" : "no such file";
            throw UserError.badInput("--commands " + file + ": " + why + "; expected YAML of commands");
        }
    }

    /** In command line form; begins with a space, or is empty. */
    public String arguments() {
        return words().stream().map(word -> " " + word).collect(Collectors.joining());
    }

    /** In command line form, as words. */
    public List<String> words() {
        return file == null ? List.of() : List.of("--commands", file.toString());
    }
}
