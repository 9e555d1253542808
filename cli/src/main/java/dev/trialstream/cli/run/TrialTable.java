package dev.trialstream.cli.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Repeat;
import dev.trialstream.protocol.study.Study;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** All trials of a study as rows, for other tools. */
final class TrialTable {
    private static final List<String> COLUMNS =
            List.of("trial", "role", "of", "state", "value", "epoch", "epochs_trained");

    private TrialTable() {}

    /** CSV with a header; inactive parameters are empty. */
    static String csv(StudyLog log) {
        Study study = log.spec().orElseThrow();
        List<String> parameters = Stream.concat(
                        study.space().dimensions().keySet().stream(), study.fixed().values().keySet().stream())
                .toList();
        StringWriter text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(text)) {
            List<String> header = new ArrayList<>(COLUMNS);
            header.addAll(parameters);
            writer.writeRecord(header);
            log.trials().forEach(trial -> writer.writeRecord(row(trial, study, parameters)));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory could not be written", e);
        }
        return text.toString();
    }

    private static List<String> row(TrialLog trial, Study study, List<String> parameters) {
        Optional<Score> score = trial.score(study.objective());
        List<String> row = new ArrayList<>();
        Repeat repeat = trial.repeat();
        row.add(String.valueOf(trial.number()));
        row.add(trial.role().name().toLowerCase(Locale.ROOT));
        row.add(repeat == null ? "" : String.valueOf(Ids.numberOf(repeat.of())));
        row.add(trial.state().name().toLowerCase(Locale.ROOT));
        row.add(score.map(it -> String.valueOf(it.value())).orElse(""));
        row.add(score.map(it -> String.valueOf(it.epoch())).orElse(""));
        row.add(String.valueOf(trial.trained()));
        parameters.forEach(name ->
                row.add(trial.parameters().get(name).map(String::valueOf).orElse("")));
        return row;
    }
}
