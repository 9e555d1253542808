package dev.trialstream.cli.exchange;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.study.StudyScope;
import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trialstream study import}: a whole study from a file. */
@Command(
        name = "import",
        description = "Brings in a study that has ended: one that was exported elsewhere.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "As study export writes it.")
    Path file = Path.of("");

    @Mixin
    StudyScope scope = new StudyScope();

    private final Streams streams;

    public ImportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        History history;
        String sha256;
        try {
            history = HistoryFile.read(file);
            sha256 = HistoryFile.sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? e.toString() : "no such file";
            throw UserError.badInput(file + ": " + why + "; expected a file that study export wrote");
        }
        scope.on(settings -> {
            new Importer(settings, Topics.STANDARD).bring(history, file.toString(), sha256);
            return true;
        });
        scope.print(
                streams.out(),
                StudyAnswer.of(history.log()),
                it -> streams.out()
                        .println("study " + it.study() + ": imported, "
                                + it.state().name().toLowerCase(Locale.ROOT) + ", "
                                + it.trials().total() + " trials"));
        return 0;
    }
}
