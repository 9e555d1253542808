package dev.trialstream.cli.output;

import dev.trialstream.metrics.judge.StudyView;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a study's result from its history. */
public final class Results {
    private final StudyLog log;
    private final Path out;
    private final int readers;
    private final List<StudyView.Shadow> shadows;

    private Results(StudyLog log, Path out, int readers, List<StudyView.Shadow> shadows) {
        this.log = log;
        this.out = out;
        this.readers = readers;
        this.shadows = shadows;
    }

    /**
     * @param out folder for the model
     * @param readers studies that have read test rows of the same data, including this one
     * @param shadows results of the shadow rules
     */
    public static StudyResult of(StudyLog log, Path out, int readers, List<StudyView.Shadow> shadows, double seconds) {
        return new Results(log, out, readers, shadows).result(seconds);
    }

    private StudyResult result(double seconds) {
        Study study = log.spec().orElse(null);
        return new StudyResult(
                log.study(),
                log.state(),
                log.profile().map(DataProfile::task).orElse(null),
                study == null
                        ? null
                        : new StudyResult.Target(
                                study.objective().metric(), study.objective().direction()),
                study == null ? null : best(study.objective()).orElse(null),
                new StudyResult.Trials(
                        log.trials(Role.SEARCH).size(),
                        log.count(JobLog.State.COMPLETED),
                        log.count(JobLog.State.STOPPED),
                        log.count(JobLog.State.FAILED)),
                log.epochs(),
                confirmation(),
                shadows,
                log.searchedAs().map(Fact.Searched::reason).orElse(null),
                Math.round(seconds * 1000) / 1000.0);
    }

    private StudyResult.Confirmation confirmation() {
        List<TrialLog> trials = log.trials().stream()
                .filter(trial -> trial.role() != Role.SEARCH)
                .toList();
        return new StudyResult.Confirmation(
                trials.size(), trials.stream().mapToInt(TrialLog::trained).sum());
    }

    private Optional<StudyResult.Best> best(Objective objective) {
        return log.leader().map(trial -> best(trial, objective));
    }

    private StudyResult.Best best(TrialLog trial, Objective objective) {
        Score score = trial.score(objective).orElseThrow();
        Map<String, Double> metrics = new TreeMap<>();
        trial.curve().at(score.epoch()).ifPresent(point -> metrics.putAll(point.metrics()));
        log.delivered().map(Fact.Delivered::metrics).ifPresent(metrics::putAll);
        StudyResult.Confirmed confirmed = confirmed(score.value());
        double expected = confirmed == null ? score.value() : confirmed.mean();
        return new StudyResult.Best(
                trial.trial(),
                score.value(),
                score.epoch(),
                trial.parameters(),
                metrics,
                confirmed,
                confirmed == null ? unconfirmed() : null,
                test(objective, metrics, expected),
                log.delivered().isPresent() ? out.resolve("model.zip").toString() : null);
    }

    private StudyResult.@Nullable Confirmed confirmed(double value) {
        boolean apart = log.promoted().filter(Fact.Promoted::scoresApart).isPresent();
        return log.promoted()
                .flatMap(Fact.Promoted::confirmed)
                .map(it -> new StudyResult.Confirmed(it.mean(), it.sd(), it.trials(), apart, it.mean() - value))
                .orElse(null);
    }

    /** Why the winner was not confirmed. */
    private String unconfirmed() {
        if (log.promoted().isEmpty()) {
            return "the study has no winner yet";
        } else if (log.spec().orElseThrow().promotion().confirm() == 0) {
            return "promotion.confirm is none";
        } else if (log.searchedAs().filter(it -> it.confirm() == 0).isPresent()) {
            return "the time budget ended with the search";
        }
        return "no round of fresh trainings was completed by every candidate: the time budget ended, or they failed";
    }

    private StudyResult.@Nullable Test test(Objective objective, Map<String, Double> metrics, double expected) {
        String metric = objective.metric().replaceFirst("^validation_", "test_");
        Double value = metrics.get(metric);
        return value == null || metric.equals(objective.metric())
                ? null
                : new StudyResult.Test(
                        metric,
                        value,
                        Interval.ofTest(metric, value, metrics),
                        value - expected,
                        readers,
                        metrics.get("constant_" + metric),
                        metrics.get("linear_" + metric));
    }
}
