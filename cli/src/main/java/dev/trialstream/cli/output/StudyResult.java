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
 * How a study ended, or stands while it is paused: what {@code --json} prints.
 *
 * @param best null where no trial has a result
 * @param epochs trained by search trials, overrun included
 * @param confirmation what confirming and refitting the winner cost
 * @param shadows what the rules that judged along would have done
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
        double seconds) {
    /** What was optimised. */
    public record Target(String metric, Objective.Direction direction) {}

    /**
     * The winner; while the study is not over, the best of the search so far.
     *
     * @param value of the objective, as the search judged it
     * @param metrics of the delivered model, and of the winner's own validation rows
     * @param test how the delivered model does on the test rows, or null while there is none
     * @param model the file, or null while there is none
     */
    public record Best(
            String trial,
            double value,
            int epoch,
            Parameters parameters,
            Map<String, Double> metrics,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Confirmed confirmed,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Test test,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String model) {}

    /**
     * The objective over fresh seeds.
     *
     * @param sd of a single training
     * @param trials how many there were
     * @param gap mean less the value of the search: how lucky that was
     */
    public record Confirmed(double mean, double sd, int trials, double gap) {}

    /**
     * The test figure.
     *
     * @param interval null where its error is not known
     * @param gap value less the confirmed mean, or less the value of the search where nothing was confirmed
     * @param reads studies that have read test rows of these data, this one included
     */
    public record Test(
            String metric,
            double value,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Interval interval,

            double gap,
            int reads) {}

    /** Search trials by how they ended. */
    public record Trials(int total, int completed, int stopped, int failed) {}

    /** Trials that confirmed and refitted the winner, and the epochs they trained. */
    public record Confirmation(int trials, int epochs) {}
}
