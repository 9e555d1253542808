package dev.trialstream.cli.exchange;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.exchange.mlflow.MlflowExport;
import dev.trialstream.cli.study.Known;
import dev.trialstream.cli.study.StudyScope;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trialstream study export}: exports a complete study to a file, or to MLflow. */
@Command(
        name = "export",
        description =
                "Writes the whole history of a study as one file, which can be imported elsewhere, or as runs of MLflow.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "The id of the study.")
    String study = "";

    @Option(names = "--out", paramLabel = "FILE", description = "The file; written whole or not at all.")
    @Nullable
    Path out;

    @Option(
            names = "--mlflow",
            paramLabel = "URI",
            description = "MLflow's tracking server, such as http://HOST:5000. Run again it adds what is new.")
    @Nullable
    String mlflow;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            defaultValue = "trialstream",
            description = "MLflow's experiment, made where there is none (default: ${DEFAULT-VALUE}).")
    String experiment = "";

    @Mixin
    StudyScope scope = new StudyScope();

    private final Streams streams;

    public ExportCommand(Streams streams) {
        this.streams = streams;
    }

    /** What was written; parts that were not requested are null. */
    record Exported(
            @Nullable String file, HistoryFile.@Nullable Header history, MlflowExport.@Nullable Exported mlflow) {}

    @Override
    public Integer call() {
        if (out == null && mlflow == null) {
            throw UserError.badInput("study export: expected where to, --out FILE or --mlflow URI or both");
        }
        History history = scope.on(settings -> {
            Known.study(settings, Topics.STANDARD, study);
            return HistoryReading.of(settings, Topics.STANDARD, study);
        });
        Exported exported = new Exported(
                out == null ? null : out.toString(),
                out == null ? null : HistoryFile.write(out, history),
                mlflow == null
                        ? null
                        : MlflowExport.write(mlflow, experiment, study, history.events(), System.getenv()));
        if (history.log().ended().isEmpty()) {
            streams.err()
                    .println("study " + study + " goes on: "
                            + (out == null
                                    ? "MLflow has it up to now"
                                    : "the file has it up to now, and can be read but not imported"));
        }
        scope.print(streams.out(), exported, this::say);
        return 0;
    }

    private void say(Exported exported) {
        if (exported.history() != null) {
            streams.out()
                    .println("study " + study + ": " + exported.history().events() + " events in " + exported.file());
        }
        MlflowExport.Exported runs = exported.mlflow();
        if (runs != null) {
            streams.out()
                    .println("study " + study + ": " + runs.created() + " runs created, " + runs.completed()
                            + " completed, " + runs.left() + " left as they were, in experiment " + experiment + " of "
                            + runs.uri());
        }
    }
}
