package dev.trialstream.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Task;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a study ended: what {@code --json} prints.
 *
 * @param epochs trained by search trials, overrun included
 * @param seconds from the start of the pipeline to the end of the study
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
        double seconds) {

    /** What was optimised. */
    public record Target(String metric, Objective.Direction direction) {}

    /**
     * The winner.
     *
     * @param value of the objective, as the search judged it
     * @param metrics of the delivered model
     * @param model the file
     */
    public record Best(
            String trial,
            double value,
            int epoch,
            Parameters parameters,
            Map<String, Double> metrics,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Confirmed confirmed,

            String model) {}

    /** The objective over fresh seeds. */
    public record Confirmed(double mean, double sd) {}

    /** Search trials by how they ended. */
    public record Trials(int total, int completed, int stopped, int failed) {}

    /** What confirming the winner cost. */
    public record Confirmation(int trials, int epochs) {
        public static final Confirmation NONE = new Confirmation(0, 0);
    }
}
