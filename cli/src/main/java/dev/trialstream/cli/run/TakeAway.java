package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.output.StudyResult;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.study.Study;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the user takes away: the model with its preparation, the best hyperparameters, every trial, and the study. */
final class TakeAway {
    private TakeAway() {}

    static void write(StudyLog log, StudyResult result, Path store, Path out) throws IOException {
        Fact.Delivered delivered = log.delivered().orElseThrow();
        Path model = store.resolve(delivered.model());
        if (!Files.isDirectory(model)) {
            throw UserError.failure(
                    "study " + log.study() + ": its model was delivered to the store of the workers, but "
                            + model
                            + " is not there; give the --data-dir whose folder store they write to, and resume the study"
                            + " to fetch it");
        }
        Files.createDirectories(out);
        try (Stream<Path> files = Files.list(model)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                WholeFiles.copy(file, out.resolve(file.getFileName()));
            }
        }
        WholeFiles.write(out.resolve("best.yaml"), Json.yaml().writeValueAsBytes(best(log, result)));
        WholeFiles.write(out.resolve("trials.csv"), TrialTable.csv(log).getBytes(StandardCharsets.UTF_8));
        StudyFiles.write(out.resolve("study.yaml"), log.spec().orElseThrow());
    }

    private static Map<String, Object> best(StudyLog log, StudyResult result) {
        Study study = log.spec().orElseThrow();
        StudyResult.Best won = Optional.ofNullable(result.best()).orElseThrow();
        Map<String, Object> best = new LinkedHashMap<>();
        best.put("study", log.study());
        best.put("trial", won.trial());
        best.put("epoch", won.epoch());
        best.put("objective", study.objective());
        best.put("value", won.value());
        Optional.ofNullable(won.confirmed()).ifPresent(confirmed -> best.put("confirmed", confirmed));
        Optional.ofNullable(won.test()).ifPresent(test -> best.put("test", test));
        best.put("parameters", won.parameters());
        best.put("metrics", won.metrics());
        best.put("files", List.of("model.zip", "preparation.json", "study.yaml", "trials.csv"));
        return best;
    }
}
