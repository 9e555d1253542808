package dev.trialstream.training.predict;

import dev.trialstream.protocol.Json;
import dev.trialstream.training.data.RowsFile;
import dev.trialstream.training.engine.BadModel;
import dev.trialstream.training.engine.Engine;
import dev.trialstream.training.engine.Engines;
import dev.trialstream.training.engine.NoEngine;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.engine.TrainedModel;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.training.prepare.PreparedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.core.JacksonException;

/**
 * The delivered files of a study: {@code model.zip} in the format of the engine that trained it,
 * {@code preparation.json}, {@code split.csv} with the row numbers of each part, and {@code engine.json}, which names the
 * engine. Older folders, from before there were
 * several engines, have no {@code engine.json}; DL4J wrote them.
 */
public final class ModelFolder {
    private static final String MODEL = "model.zip";
    private static final String PREPARATION = "preparation.json";
    private static final String ENGINE = "engine.json";
    private static final String SPLIT = "split.csv";
    private static final String FIRST_ENGINE = "dl4j";
    private static final String EXPECTED =
            "expected the folder of a delivered model, with " + MODEL + " and " + PREPARATION;

    private ModelFolder() {}

    /** The content of {@code engine.json}. */
    private record WrittenBy(String engine, String version) {
        private WrittenBy {
            Objects.requireNonNull(engine, "engine");
        }
    }

    /**
     * Writes a model.
     *
     * @param folder an existing folder
     * @param session of {@code engine}, with the network
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void write(Path folder, Engine engine, Session session, PreparedData data) {
        session.export(folder.resolve(MODEL));
        write(folder.resolve(PREPARATION), data.preparation());
        write(folder.resolve(ENGINE), new WrittenBy(engine.name(), engine.version()));
        try {
            RowsFile.write(folder.resolve(SPLIT), data.split());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(SPLIT), e);
        }
    }

    private static void write(Path file, Object value) {
        try {
            Files.write(file, Json.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static Predictor load(Path folder, Engines engines) {
        if (!Files.isDirectory(folder)) {
            throw new BadModel(folder, (Files.exists(folder) ? "is a file, " : "no such folder, ") + EXPECTED);
        }
        Path network = file(folder, MODEL);
        Preparation preparation = read(file(folder, PREPARATION), Preparation.class, "a preparation");
        TrainedModel model = engine(folder, engines).load(network);
        if (!model.takes(preparation.width())
                || model.outputs() != preparation.outputs().width()) {
            model.close();
            throw new BadModel(
                    folder,
                    "model.zip has " + model.inputs() + " inputs and " + model.outputs()
                            + " outputs, preparation.json " + preparation.width() + " and "
                            + preparation.outputs().width() + ", expected two files of one study");
        }
        return new Predictor(preparation, model);
    }

    private static Engine engine(Path folder, Engines engines) {
        Path file = folder.resolve(ENGINE);
        String name = Files.exists(file)
                ? read(file, WrittenBy.class, "the name of an engine").engine()
                : FIRST_ENGINE;
        try {
            return engines.named(name);
        } catch (NoEngine e) {
            throw new BadModel(folder, String.valueOf(e.getMessage()), e);
        }
    }

    private static Path file(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new BadModel(folder, "has no " + name + ", " + EXPECTED);
        }
        return file;
    }

    private static <T> T read(Path file, Class<T> type, String expected) {
        try {
            return Objects.requireNonNull(Json.json().readValue(Files.readAllBytes(file), type));
        } catch (IOException | JacksonException | NullPointerException e) {
            throw new BadModel(file, "is broken, expected " + expected + " as a study delivers it", e);
        }
    }
}
