package dev.trialstream.cli;

import dev.trialstream.cli.run.FreshId;
import dev.trialstream.cli.run.StudyFiles;
import dev.trialstream.cli.run.StudyRun;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream tune}: hyperparameters for a CSV file. */
@Command(
        name = "tune",
        description = "Tunes a network for a CSV file with a header, and delivers the best model.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TuneCommand implements Callable<Integer> {
    @picocli.CommandLine.Parameters(
            paramLabel = "DATA.csv",
            description = "The data: a header, numbers and categories.")
    Path data = Path.of("");

    @Option(names = "--target", paramLabel = "COLUMN", required = true, description = "The column to predict.")
    String target = "";

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "classification or regression (default: found out from the target).")
    @Nullable
    String task;

    @Option(names = "--trials", paramLabel = "N", description = "Configurations to try (default: 40).")
    @Nullable
    Integer trials;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs a trial, at most (default: 27).")
    @Nullable
    Integer epochs;

    @Option(names = "--time", paramLabel = "90s", description = "Time for the whole search (default: no limit).")
    @Nullable
    String time;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Trials at once (default: the cores of this machine).")
    @Nullable
    Integer parallel;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of split, search and training (default: 1).")
    long seed = 1;

    @Option(
            names = "--stopping",
            paramLabel = "RULE",
            description = "Rule that stops weak trials, as in a study file: '{rule: asha, min: 2, reduction: 3}'"
                    + " (default: asha).")
    @Nullable
    String stopping;

    @Option(
            names = "--confirm",
            paramLabel = "N",
            description = "Fresh seeds to confirm the winner with: auto, none or a number (default: auto).")
    @Nullable
    String confirm;

    @Option(
            names = "--write-study",
            paramLabel = "FILE",
            description = "Also write the study file that this command is equal to.")
    @Nullable
    Path writeStudy;

    @Mixin
    StudyOptions options = new StudyOptions();

    private final Streams streams;

    TuneCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        StudyRequest request;
        try {
            request = request();
        } catch (InvalidStudy e) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
        }
        Study study = StudyRun.effective(request, null);
        if (writeStudy != null) {
            StudyFiles.write(writeStudy, study);
        }
        return options.run(study.study(), streams.out(), streams.err(), run -> run.run(request, study));
    }

    private StudyRequest request() {
        Path file = data.toAbsolutePath().normalize();
        StudyRequest.Limits budget = new StudyRequest.Limits(
                atLeastOne("--trials", trials),
                atLeastOne("--epochs", epochs),
                limit(),
                atLeastOne("--parallel", parallel));
        StudyRequest request = StudyRequest.builder(TrainerSpec.MLP, new SearchSpec("auto", seed))
                .study(FreshId.from(file, Instant.now()))
                .data(new DataSpec(file.toString(), target, task(), Split.standard(seed)))
                .stopping(
                        stopping == null
                                ? null
                                : new StudyReader(Policies.onClassPath()).stopping("--stopping", stopping))
                .budget(budget)
                .promotion(confirm == null ? null : StudyReader.promotion("--confirm", confirm))
                .build();
        return StudyOptions.withParallel(request);
    }

    private @Nullable Task task() {
        if (task == null) {
            return null;
        }
        return switch (task) {
            case "classification" -> Task.CLASSIFICATION;
            case "regression" -> Task.REGRESSION;
            default -> throw UserError.badInput("--task: expected classification or regression, got " + task);
        };
    }

    private @Nullable Duration limit() {
        if (time == null) {
            return null;
        }
        String text = time;
        return Durations.parse(text)
                .filter(duration -> !duration.isZero())
                .orElseThrow(() -> UserError.badInput(
                        "--time: expected a duration above zero such as 90s, 10m or 1h30m, got " + text));
    }

    private static @Nullable Integer atLeastOne(String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw UserError.badInput(option + ": expected a whole number of at least 1, got " + value);
        }
        return value;
    }
}
