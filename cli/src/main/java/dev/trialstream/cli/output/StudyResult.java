package dev.trialstream.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.metrics.judge.StudyView;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Task;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of an ended or paused study, as printed by {@code --json}.
 *
 * @param best null if no trial has a result
 * @param epochs trained by search trials, including overrun
 * @param confirmation cost of confirming and refitting the winner
 * @param shadows results of the shadow rules
 * @param searchEnded why the search started no more trials; null if it has not ended
 * @param seconds from the start of the command to the end of the study
 */
public record StudyResult(
        String study,
        StudyState state,
        @Nullable Task task,
        @Nullable Target objective,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Best best,
        Trials trials,
        int epochs,
        Confirmation confirmation,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StudyView.Shadow> shadows,
        @Nullable String searchEnded,
        double seconds) {
    /** The objective. */
    public record Target(String metric, Objective.Direction direction) {}

    /**
     * The winner; before the end of the study, the best of the search so far.
     *
     * @param value of the objective, from the search
     * @param unconfirmed why there is no confirmed figure; null if there is one
     * @param metrics of the delivered model, and of the winner's own validation rows
     * @param test result of the delivered model on the test rows, or null if there is none yet
     * @param model the file, or null if there is none yet
     */
    public record Best(
            String trial,
            double value,
            int epoch,
            Parameters parameters,
            Map<String, Double> metrics,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Confirmed confirmed,

            @Nullable String unconfirmed,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Test test,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String model) {}

    /**
     * The objective over fresh seeds.
     *
     * @param sd of a single training
     * @param apart whether each training was scored by a choice of candidate and epoch made without it; otherwise the
     *     mean is that of the best epochs, and too good
     * @param trials number of trainings
     * @param gap mean − value of the search: the luck of the search
     */
    public record Confirmed(double mean, double sd, int trials, boolean apart, double gap) {}

    /**
     * The test figure.
     *
     * @param interval null if the standard error is unknown
     * @param gap value − confirmed mean, or value − value of the search without a confirmation
     * @param reads studies that have read test rows of these data, including this one
     * @param constant the same metric of an answer that is always the most frequent class, or the mean
     * @param linear the same metric of a linear model
     */
    public record Test(
            String metric,
            double value,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Interval interval,

            double gap,
            int reads,
            @Nullable Double constant,
            @Nullable Double linear) {}

    /** Search trials by outcome. */
    public record Trials(int total, int completed, int stopped, int failed) {}

    /** Number of confirmation and refit trials, and their epochs. */
    public record Confirmation(int trials, int epochs) {}
}
