package dev.trialstream.cli.exchange;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.exchange.optuna.OptunaHistory;
import dev.trialstream.cli.study.Known;
import dev.trialstream.cli.study.StudyScope;
import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trialstream study import}: imports a complete study from a file. */
@Command(
        name = "import",
        description = "Brings in a study: one that has ended and was exported elsewhere, or one of Optuna's.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "As study export writes it, or Optuna's SQLite or journal file.")
    Path file = Path.of("");

    @Option(
            names = "--optuna-study",
            paramLabel = "NAME",
            description = "Which study of Optuna's file, where it has several.")
    @Nullable
    String optunaStudy;

    @Option(
            names = "--study",
            paramLabel = "ID",
            description = "The id that a study of Optuna's is to have here; made of its name where none is given.")
    @Nullable
    String study;

    @Mixin
    StudyScope scope = new StudyScope();

    private final Streams streams;

    public ImportCommand(Streams streams) {
        this.streams = streams;
    }

    /** A history to import, with remarks. */
    private record Found(History history, List<String> notes) {}

    @Override
    public Integer call() {
        Found found;
        String sha256;
        try {
            sha256 = HistoryFile.sha256(file);
            found = OptunaHistory.isIn(file) ? ofOptuna(sha256) : ours();
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? e.toString() : "no such file";
            throw UserError.badInput(file + ": " + why + "; expected a file that study export or Optuna wrote");
        }
        scope.on(settings -> {
            new Importer(settings, Topics.STANDARD).bring(found.history(), file.toString(), sha256);
            return true;
        });
        found.notes().forEach(streams.err()::println);
        scope.print(
                streams.out(),
                StudyAnswer.of(found.history().log()),
                it -> streams.out()
                        .println("study " + it.study() + ": imported, "
                                + it.state().name().toLowerCase(Locale.ROOT) + ", "
                                + it.trials().total() + " trials"));
        return 0;
    }

    private Found ofOptuna(String sha256) throws IOException {
        String id = study == null ? null : Known.id(study);
        OptunaHistory read = OptunaHistory.read(file, optunaStudy, id, sha256, ZoneId.systemDefault());
        return new Found(OptunaEntries.of(read), read.notes());
    }

    private Found ours() throws IOException {
        if (optunaStudy != null || study != null) {
            throw UserError.badInput(file + ": not a file of Optuna's; --study and --optuna-study are for those,"
                    + " and a history is imported under the name it has");
        }
        return new Found(HistoryFile.read(file), List.of());
    }
}
