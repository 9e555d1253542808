package dev.trialstream.cli.exchange;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.study.Known;
import dev.trialstream.cli.study.StudyScope;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trialstream study export}: a whole study as one file. */
@Command(
        name = "export",
        description = "Writes the whole history of a study as one file, which can be imported elsewhere.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "The id of the study.")
    String study = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file; written whole or not at all.")
    Path out = Path.of("");

    @Mixin
    StudyScope scope = new StudyScope();

    private final Streams streams;

    public ExportCommand(Streams streams) {
        this.streams = streams;
    }

    /** What was written. */
    record Exported(String file, HistoryFile.Header history) {}

    @Override
    public Integer call() {
        History history = scope.on(settings -> {
            Known.study(settings, Topics.STANDARD, study);
            return HistoryReading.of(settings, Topics.STANDARD, study);
        });
        Exported exported = new Exported(out.toString(), HistoryFile.write(out, history));
        if (history.log().ended().isEmpty()) {
            streams.err()
                    .println(
                            "study " + study + " goes on: the file has it up to now, and can be read but not imported");
        }
        scope.print(
                streams.out(),
                exported,
                it -> streams.out()
                        .println("study " + study + ": " + it.history().events() + " events in " + it.file()));
        return 0;
    }
}
