package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.output.StudyResult;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.worker.store.CheckpointStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** The output files of a study: the model with its preparation, the best hyperparameters, all trials, and the study. */
final class TakeAway {
    private static final String CHECKPOINT = "checkpoint";

    private TakeAway() {}

    /** Whether there is a winner to output: a delivered model, or the checkpoint of another trainer. */
    static boolean isThere(StudyLog log) {
        boolean undelivered =
                log.spec().filter(spec -> !spec.trainer().deliversModel()).isPresent();
        return log.delivered().isPresent() || (undelivered && log.promoted().isPresent());
    }

    /** Whether {@code folder} has the output of {@code study}. */
    static boolean isOf(String study, Path folder) {
        try {
            return Json.yaml()
                    .readTree(Files.readAllBytes(folder.resolve("best.yaml")))
                    .path("study")
                    .asString("")
                    .equals(study);
        } catch (IOException | JacksonException e) {
            return false;
        }
    }

    static void write(StudyLog log, StudyResult result, Path root, Path out) throws IOException {
        CheckpointStore store = new CheckpointStore(root);
        Files.createDirectories(out);
        List<String> files = new ArrayList<>();
        if (log.delivered().isPresent()) {
            files.addAll(copyModel(log, log.delivered().get(), store, out));
        } else if (copyCheckpoint(log, store, out)) {
            files.add(CHECKPOINT);
        }
        files.addAll(List.of("study.yaml", "trials.csv"));
        WholeFiles.write(out.resolve("best.yaml"), Json.yaml().writeValueAsBytes(best(log, result, files)));
        WholeFiles.write(out.resolve("trials.csv"), TrialTable.csv(log).getBytes(StandardCharsets.UTF_8));
        StudyFiles.write(out.resolve("study.yaml"), log.spec().orElseThrow());
    }

    /** The winner's state after its best epoch; false if its trainer left none. */
    private static boolean copyCheckpoint(StudyLog log, CheckpointStore store, Path out) throws IOException {
        Optional<String> checkpoint = log.promoted()
                .map(Fact.Promoted::decision)
                .flatMap(won -> log.trial(Ids.numberOf(won.job()))
                        .flatMap(trial -> trial.curve().at(won.epoch())))
                .map(EpochPoint::checkpoint);
        return checkpoint.isPresent() && store.copyTo(checkpoint.get(), out.resolve(CHECKPOINT));
    }

    /** The names of the files. */
    private static Set<String> copyModel(StudyLog log, Fact.Delivered delivered, CheckpointStore store, Path out)
            throws IOException {
        Map<String, Path> files = store.files(delivered.model());
        if (files.isEmpty()) {
            throw UserError.failure(
                    "study " + log.study() + ": its model was delivered to the store of the workers, but "
                            + store.resolve(delivered.model())
                            + " is not there; give the --store that they write to, or the --data-dir whose folder store it is, and resume the study"
                            + " to fetch it");
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            WholeFiles.copy(file.getValue(), out.resolve(file.getKey()));
        }
        return files.keySet();
    }

    private static Map<String, Object> best(StudyLog log, StudyResult result, List<String> files) {
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
        best.put("files", files);
        return best;
    }
}
