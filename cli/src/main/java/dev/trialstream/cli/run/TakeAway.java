package dev.trialstream.cli.run;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.study.Study;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the user takes away: the model with its preparation, the best hyperparameters, every trial, and the study. */
final class TakeAway {
    private TakeAway() {}

    static void write(StudyLog log, Path store, Path out) throws IOException {
        Fact.Delivered delivered = log.delivered().orElseThrow();
        Files.createDirectories(out);
        try (Stream<Path> files = Files.list(store.resolve(delivered.model()))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                WholeFiles.copy(file, out.resolve(file.getFileName()));
            }
        }
        WholeFiles.write(out.resolve("best.yaml"), Json.yaml().writeValueAsBytes(best(log, delivered)));
        WholeFiles.write(out.resolve("trials.csv"), TrialTable.csv(log).getBytes(StandardCharsets.UTF_8));
        StudyFiles.write(out.resolve("study.yaml"), log.spec().orElseThrow());
    }

    private static Map<String, Object> best(StudyLog log, Fact.Delivered delivered) {
        Study study = log.spec().orElseThrow();
        TrialLog trial = log.trials().stream()
                .filter(candidate -> candidate.trial().equals(delivered.trial()))
                .findFirst()
                .orElseThrow();
        Map<String, Object> best = new LinkedHashMap<>();
        best.put("study", log.study());
        best.put("trial", trial.trial());
        best.put("epoch", trial.score(study.objective()).orElseThrow().epoch());
        best.put("objective", study.objective());
        best.put("value", trial.score(study.objective()).orElseThrow().value());
        best.put("parameters", trial.parameters());
        best.put("metrics", new TreeMap<>(delivered.metrics()));
        best.put("files", List.of("model.zip", "preparation.json", "study.yaml", "trials.csv"));
        return best;
    }
}
