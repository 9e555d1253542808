package dev.trialstream.cli;

import dev.trialstream.cli.output.Progress;
import dev.trialstream.cli.output.StudyReport;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.CommandsOption;
import dev.trialstream.cli.pipeline.StoreOption;
import dev.trialstream.cli.run.Interruption;
import dev.trialstream.cli.run.OutFolder;
import dev.trialstream.cli.run.RunEnvironment;
import dev.trialstream.cli.run.StudyRun;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.StudyRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs a study, and its execution. */
final class StudyOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for model, best.yaml, trials.csv and study.yaml (default: that of an earlier command for this study, otherwise"
                            + " trialstream-out/STUDY).")
    @Nullable
    Path out;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object on standard output, and nothing else there.")
    boolean json;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder for the broker's data and for checkpoints (default: ~/.trialstream).")
    Path dataDir = Path.of(System.getProperty("user.home"), ".trialstream");

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    ClientOptions client = new ClientOptions();

    @Mixin
    CommandsOption commands = new CommandsOption();

    @Option(
            names = "--no-services",
            description =
                    "Only publish the study and follow it; the services run elsewhere (needs --bootstrap-servers).")
    boolean noServices;

    /** By default as many parallel trials as there are cores. */
    static StudyRequest withParallel(StudyRequest request) {
        return request.budget().find(Budget.PARALLEL).isPresent()
                ? request
                : request.edit()
                        .budget(request.budget()
                                .with(Budget.PARALLEL, Runtime.getRuntime().availableProcessors()))
                        .build();
    }

    RunEnvironment where() {
        Path root = store.in(dataDir);
        Logs.to(dataDir.resolve("logs"));
        return new RunEnvironment(dataDir, root, client.given(), !noServices, commands.read());
    }

    /** Runs a study and prints its end; returns the exit code. */
    int run(String study, PrintStream stdout, PrintStream stderr, Running running) throws IOException {
        Path folder = new OutFolder(dataDir, study).of(out, study);
        boolean terminal = Boolean.getBoolean("trialstream.terminal");
        RunEnvironment where = where();
        try (Interruption interruption = new Interruption()) {
            StudyRun run = new StudyRun(where, folder, () -> Progress.on(stderr, terminal), interruption);
            return print(running.with(run), folder, stdout);
        }
    }

    /** The operation on a study. */
    @FunctionalInterface
    interface Running {
        StudyRun.Finished with(StudyRun run) throws IOException;
    }

    private int print(StudyRun.Finished finished, Path folder, PrintStream stdout) {
        StudyLog log = finished.log();
        boolean paused = log.ended().isEmpty();
        String failure = log.ended().map(ended -> ended.reason()).orElse("");
        if (json) {
            stdout.println(Json.json().writeValueAsString(finished.result()));
        } else if (paused) {
            StudyReport.printPaused(stdout, log, finished.result(), resume(log.study()));
        } else if (failure.isEmpty()) {
            StudyReport.print(stdout, log, finished.result(), folder);
        }
        if (!failure.isEmpty()) {
            throw UserError.failure("study " + log.study() + " failed: " + failure);
        }
        return paused ? UserError.INTERRUPTED : 0;
    }

    private String resume(String study) {
        return "./trialstream resume " + study + " --data-dir " + dataDir
                + store.arguments() + client.arguments() + commands.arguments()
                + (noServices ? " --no-services" : "") + (out == null ? "" : " --out " + out);
    }
}
