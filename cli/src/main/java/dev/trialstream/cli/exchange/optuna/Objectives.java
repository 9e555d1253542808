package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.study.Objective;
import tools.jackson.databind.JsonNode;

/** The objective of an Optuna study in our form. */
final class Objectives {
    /** The attribute in which {@code Study.set_metric_names} stores them. */
    private static final String NAMES = "study:metric_names";

    private Objectives() {}

    /**
     * The objective. Its metric has the name given by the study, or else that of {@code FrozenTrial.value}. The last
     * epoch represents a trial, because it has the trial's value.
     *
     * @throws IllegalArgumentException if there is not exactly one with a direction
     */
    static Objective of(OptunaStudy study) {
        int count = study.directions().size();
        if (count != 1) {
            throw new IllegalArgumentException(
                    "has " + count + " objectives, and a study here has one;"
                            + " make a study of one objective from it in Optuna (create_study and add_trial) and bring that in");
        }
        return switch (study.directions().get(0)) {
            case MINIMIZE -> new Objective(metric(study), Objective.Direction.MINIMIZE, Objective.At.LAST);
            case MAXIMIZE -> new Objective(metric(study), Objective.Direction.MAXIMIZE, Objective.At.LAST);
            case NOT_SET -> throw new IllegalArgumentException("has no direction, expected minimize or maximize");
        };
    }

    private static String metric(OptunaStudy study) {
        JsonNode names = study.systemAttributes().get(NAMES);
        String name = names == null ? "" : names.path(0).asString("");
        return Ids.isName(name) ? name : "value";
    }
}
