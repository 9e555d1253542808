package dev.trialstream.protocol.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Study;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a study.
 *
 * @param best the winner, or the best so far; null if no trial has a result
 * @param reason why it ended; null if it has not ended, or simply completed
 * @param waiting why it waits if no worker can do its work; otherwise null
 */
public record StudyAnswer(
        String study,
        StudyState state,
        Trials trials,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Best best,
        @Nullable String reason,
        @Nullable String waiting) {

    /** Search trials by outcome; {@code total} includes trials that wait for a worker. */
    public record Trials(int total, int running, int completed, int stopped, int failed) {}

    /**
     * The best trial.
     *
     * @param value its value of the objective
     * @param epoch at which it reached that value
     * @param metrics at that epoch
     */
    public record Best(String trial, double value, int epoch, Parameters parameters, Map<String, Double> metrics) {}

    public static StudyAnswer of(StudyLog log) {
        return new StudyAnswer(
                log.study(),
                log.state(),
                new Trials(
                        log.trials(Role.SEARCH).size(),
                        log.count(JobLog.State.RUNNING),
                        log.count(JobLog.State.COMPLETED),
                        log.count(JobLog.State.STOPPED),
                        log.count(JobLog.State.FAILED)),
                log.spec().map(spec -> best(log, spec)).orElse(null),
                log.ended()
                        .map(Fact.Ended::reason)
                        .filter(why -> !why.isEmpty())
                        .orElse(null),
                log.waiting().orElse(null));
    }

    private static @Nullable Best best(StudyLog log, Study spec) {
        return log.leader().map(trial -> best(trial, spec)).orElse(null);
    }

    private static Best best(TrialLog trial, Study spec) {
        Score score = trial.score(spec.objective()).orElseThrow();
        Map<String, Double> metrics = new TreeMap<>();
        trial.curve().at(score.epoch()).ifPresent(point -> metrics.putAll(point.metrics()));
        return new Best(trial.trial(), score.value(), score.epoch(), trial.parameters(), metrics);
    }
}
