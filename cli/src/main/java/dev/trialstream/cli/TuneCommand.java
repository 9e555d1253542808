package dev.trialstream.cli;

import dev.trialstream.cli.run.FreshId;
import dev.trialstream.cli.run.StudyFiles;
import dev.trialstream.cli.run.StudyRun;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyKeys;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream tune}: tunes hyperparameters for a CSV file. */
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

    @Option(
            names = "--missing",
            paramLabel = "TEXT",
            description = "A text that stands for a missing value, besides the usual ones; may be repeated.")
    List<String> missing = List.of();

    @Option(
            names = "--categorical",
            paramLabel = "COLUMN",
            description = "A column whose texts are categories, whatever they look like; may be repeated.")
    List<String> categorical = List.of();

    @Option(
            names = "--column",
            paramLabel = "COLUMN=KIND",
            description =
                    "What a column is, instead of what its texts suggest: numeric, decimal_comma, thousands, time,"
                            + " categorical or ignore; may be repeated.")
    List<String> columns = List.of();

    @Option(names = "--trials", paramLabel = "N", description = "Configurations to try (default: 40).")
    @Nullable
    String trials;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs a trial, at most (default: 27).")
    @Nullable
    String epochs;

    @Option(names = "--time", paramLabel = "90s", description = "Time for the whole search (default: no limit).")
    @Nullable
    String time;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Trials at once (default: the cores of this machine).")
    @Nullable
    String parallel;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of split, search and training (default: 1).")
    String seed = "1";

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

    private static final Key<ColumnUse> KIND = Key.choice("column", ColumnUse.class);

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
        Settings budget = with(Settings.none(), Budget.TRIALS, "--trials", trials);
        budget = with(budget, Budget.EPOCHS, "--epochs", epochs);
        budget = with(budget, Budget.TIME, "--time", time);
        budget = with(budget, Budget.PARALLEL, "--parallel", parallel);
        long root = StudyReader.option("--seed", seed, StudyKeys.SEED);
        StudyRequest request = StudyRequest.builder(TrainerSpec.MLP, new SearchSpec(SearchSpec.AUTO, root))
                .study(FreshId.from(file, Instant.now()))
                .data(new DataSpec(
                                file.toString(),
                                StudyReader.textOption("--target", target, DataSpec.TARGET),
                                task == null ? null : StudyReader.textOption("--task", task, DataSpec.TASK),
                                Split.standard(root))
                        .reading(columns(), missing()))
                .stopping(
                        stopping == null
                                ? null
                                : new StudyReader(Policies.onClassPath()).stopping("--stopping", stopping))
                .budget(budget)
                .promotion(confirm == null ? null : StudyReader.promotion("--confirm", confirm))
                .build();
        return StudyOptions.withParallel(request);
    }

    private @Nullable List<String> missing() {
        return missing.isEmpty()
                ? null
                : DataSpec.MISSING.type().read(Json.json().valueToTree(missing), "--missing");
    }

    private @Nullable Map<String, ColumnUse> columns() {
        Map<String, ColumnUse> uses = new LinkedHashMap<>();
        categorical.forEach(name -> uses.put(name, ColumnUse.CATEGORICAL));
        for (String given : columns) {
            int equals = given.lastIndexOf('=');
            if (equals < 1) {
                throw new InvalidStudy("--column", "expected COLUMN=KIND such as age=numeric, got " + given);
            }
            uses.put(given.substring(0, equals), StudyReader.option("--column", given.substring(equals + 1), KIND));
        }
        return uses.isEmpty() ? null : uses;
    }

    private static <T> Settings with(Settings settings, Key<T> key, String option, @Nullable String text) {
        return text == null ? settings : settings.with(key, StudyReader.option(option, text, key));
    }
}
