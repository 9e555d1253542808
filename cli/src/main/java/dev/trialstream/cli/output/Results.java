package dev.trialstream.cli.output;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A study's history made into its result. */
public final class Results {
    private Results() {}

    /** @param out folder that the model goes to */
    public static StudyResult of(StudyLog log, Path out, double seconds) {
        Study study = log.spec().orElse(null);
        return new StudyResult(
                log.study(),
                log.state(),
                log.profile().map(DataProfile::task).orElse(null),
                study == null
                        ? null
                        : new StudyResult.Target(
                                study.objective().metric(), study.objective().direction()),
                study == null ? null : best(log, study.objective(), out),
                new StudyResult.Trials(
                        log.trials().size(),
                        log.count(JobLog.State.COMPLETED),
                        log.count(JobLog.State.STOPPED),
                        log.count(JobLog.State.FAILED)),
                log.epochs(),
                StudyResult.Confirmation.NONE,
                Math.round(seconds * 1000) / 1000.0);
    }

    private static StudyResult.@Nullable Best best(StudyLog log, Objective objective, Path out) {
        Fact.Delivered delivered = log.delivered().orElse(null);
        if (delivered == null) {
            return null;
        }
        TrialLog trial = log.trial(Ids.numberOf(delivered.trial())).orElseThrow();
        Score score = trial.score(objective).orElseThrow();
        Map<String, Double> metrics = new TreeMap<>(delivered.metrics());
        return new StudyResult.Best(
                trial.trial(),
                score.value(),
                score.epoch(),
                trial.parameters(),
                metrics,
                null,
                out.resolve("model.zip").toString());
    }
}
