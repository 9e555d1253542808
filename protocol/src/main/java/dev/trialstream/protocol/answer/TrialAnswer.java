package dev.trialstream.protocol.answer;

import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a trial.
 *
 * @param state requested, waiting, running, completed, stopped or failed
 * @param value its value of the objective, or null before its first epoch
 * @param epoch the epoch of {@code value}, or null
 * @param trained trained epochs, including those after a decision to stop
 * @param failure why it failed, or null
 * @param curve its epochs; null in a list of trials
 */
public record TrialAnswer(
        String trial,
        String study,
        int number,
        Role role,
        String state,
        Parameters parameters,
        int attempt,
        @Nullable Double value,
        @Nullable Integer epoch,
        int trained,
        @Nullable String failure,
        @Nullable List<EpochPoint> curve) {

    /** All trials of a study, without their curves. */
    public static List<TrialAnswer> all(StudyLog log) {
        return log.trials().stream().map(trial -> of(log, trial, null)).toList();
    }

    /** A trial with its curve. */
    public static TrialAnswer whole(StudyLog log, TrialLog trial) {
        return of(log, trial, trial.curve().epochs());
    }

    private static TrialAnswer of(StudyLog log, TrialLog trial, @Nullable List<EpochPoint> curve) {
        Optional<Score> score = log.spec().flatMap(spec -> trial.score(spec.objective()));
        return new TrialAnswer(
                trial.trial(),
                log.study(),
                trial.number(),
                trial.role(),
                trial.state().name().toLowerCase(Locale.ROOT),
                trial.parameters(),
                trial.job().attempt(),
                score.map(Score::value).orElse(null),
                score.map(Score::epoch).orElse(null),
                trial.trained(),
                trial.failure(),
                curve);
    }
}
