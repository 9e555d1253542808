package dev.trialstream.worker.predict;

import dev.trialstream.protocol.Json;
import dev.trialstream.worker.dl4j.Dl4jEngine;
import dev.trialstream.worker.engine.BadModel;
import dev.trialstream.worker.engine.TrainedModel;
import dev.trialstream.worker.prepare.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.core.JacksonException;

/** Reads what a study delivers. */
final class ModelFolder {
    private static final String EXPECTED =
            "expected the folder of a delivered model, with model.zip and preparation.json";

    private ModelFolder() {}

    static Predictor load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadModel(folder, (Files.exists(folder) ? "is a file, " : "no such folder, ") + EXPECTED);
        }
        Path network = file(folder, "model.zip");
        Preparation preparation = preparation(file(folder, "preparation.json"));
        TrainedModel model = new Dl4jEngine().load(network);
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

    private static Path file(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new BadModel(folder, "has no " + name + ", " + EXPECTED);
        }
        return file;
    }

    private static Preparation preparation(Path file) {
        try {
            return Objects.requireNonNull(Json.json().readValue(Files.readAllBytes(file), Preparation.class));
        } catch (IOException | JacksonException | NullPointerException e) {
            throw new BadModel(file, "is broken, expected a preparation as a study delivers it", e);
        }
    }
}
