package dev.trialstream.cli;

import dev.trialstream.cli.output.Progress;
import dev.trialstream.cli.output.Report;
import dev.trialstream.cli.run.StudyRun;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that runs a study, and the running. */
final class StudyOptions {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 40;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for model, best.yaml, trials.csv and study.yaml (default: trialstream-out/STUDY).")
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

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Use this broker instead of the embedded one.")
    @Nullable
    String bootstrapServers;

    /** A study id from the name of a file and the time. */
    static String idFrom(Path file, Instant now) {
        String name =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.[a-z0-9]+$", "");
        String safe = name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String shortened = safe.length() > LONGEST_NAME ? safe.substring(0, LONGEST_NAME) : safe;
        return (shortened.isEmpty() ? "study" : shortened) + "-" + STAMP.format(now);
    }

    /** As many trials at once as there are cores, where the request does not say. */
    static StudyRequest withParallel(StudyRequest request) {
        StudyRequest.Limits budget = request.budget();
        return budget.parallel() != null
                ? request
                : request.withBudget(new StudyRequest.Limits(
                        budget.trials(),
                        budget.epochs(),
                        budget.time(),
                        Runtime.getRuntime().availableProcessors()));
    }

    /** Runs a prepared study and prints how it ended; returns the exit code. */
    int run(StudyRun prepared, PrintStream stdout, PrintStream stderr) throws IOException {
        Study study = prepared.study();
        Path folder = out != null ? out : Path.of("trialstream-out", study.study());
        Logs.to(dataDir.resolve("logs"));
        boolean terminal = Boolean.getBoolean("trialstream.terminal");
        StudyRun.Finished finished =
                prepared.run(dataDir, bootstrapServers, folder, () -> Progress.on(stderr, terminal));
        String failure = finished.log().ended().map(ended -> ended.reason()).orElse("");
        if (json) {
            stdout.println(Json.json().writeValueAsString(finished.result()));
        } else if (failure.isEmpty()) {
            Report.print(stdout, finished.log(), finished.result(), folder);
        }
        if (!failure.isEmpty()) {
            throw UserError.failure("study " + study.study() + " failed: " + failure);
        }
        return 0;
    }
}
