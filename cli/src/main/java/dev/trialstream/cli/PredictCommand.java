package dev.trialstream.cli;

import dev.trialstream.cli.run.WholeFiles;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.engine.BadModel;
import dev.trialstream.training.predict.Predictor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trialstream predict}: predicts rows with a delivered model. */
@Command(
        name = "predict",
        description = "Predicts rows, images or series with a delivered model; prints CSV.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PredictCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DATA.csv",
            description =
                    "The rows: CSV with a header and the columns that the model learnt from; or a folder, or a file,"
                            + " of the images or series that it learnt from.")
    Path data = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "DIR",
            required = true,
            description = "Folder of a delivered model, such as trialstream-out/STUDY.")
    Path model = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the predictions there, whole or not at all (default: standard output).")
    @Nullable
    Path out;

    private final Streams streams;

    PredictCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (Predictor predictor = Predictor.load(model)) {
            if (out == null) {
                predict(predictor, streams.out());
            } else {
                predict(predictor, out);
            }
            return 0;
        } catch (BadModel | BadData e) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
        }
    }

    private void predict(Predictor predictor, Path file) {
        if (Files.isDirectory(file)) {
            throw UserError.badInput(file + ": is a folder; expected a file for the predictions");
        }
        try {
            if (Files.exists(file) && Files.exists(data) && Files.isSameFile(file, data)) {
                throw UserError.badInput(file + ": is the data file; expected another file for the predictions");
            }
            WholeFiles.write(file.toAbsolutePath(), stream -> predict(predictor, stream));
        } catch (IOException | UncheckedIOException e) {
            throw UserError.badInput(file + ": the predictions could not be written there (" + e + ")");
        }
    }

    private void predict(Predictor predictor, OutputStream stream) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        List<String> notes = predictor.predict(data, writer);
        writer.flush();
        notes.forEach(note -> streams.err().println(data + ": " + note));
    }
}
