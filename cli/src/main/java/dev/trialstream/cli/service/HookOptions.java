package dev.trialstream.cli.service;

import dev.trialstream.cli.UserError;
import dev.trialstream.orchestrator.hook.Hook;
import dev.trialstream.orchestrator.hook.HooksFile;
import dev.trialstream.protocol.study.InvalidStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hooks that an orchestrator notifies about studies. */
final class HookOptions {
    @Option(
            names = "--hooks",
            paramLabel = "FILE",
            description = "YAML of whom to tell of bests, ends and failures of studies: HTTP POSTs or programs.")
    @Nullable
    Path file;

    /** @throws UserError if the file is not valid */
    List<Hook> read() {
        if (file == null) {
            return List.of();
        }
        try {
            return HooksFile.parse(Files.readString(file), System.getenv());
        } catch (InvalidStudy e) {
            throw UserError.badInput("--hooks " + file + ": " + e.getMessage());
        } catch (IOException e) {
            throw UserError.badInput("--hooks " + file + ": expected a file that can be read, got " + e);
        }
    }
}
