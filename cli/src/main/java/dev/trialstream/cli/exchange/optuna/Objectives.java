package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.study.Objective;
import tools.jackson.databind.JsonNode;

/** What a study of Optuna optimises, as it is said here. */
final class Objectives {
    /** Where {@code Study.set_metric_names} keeps them. */
    private static final String NAMES = "study:metric_names";

    private Objectives() {}

    /**
     * The objective: its metric has the name that the study gives it, or else that of {@code FrozenTrial.value}, and the last
     * epoch speaks for a trial, because that is where its value stands.
     *
     * @throws IllegalArgumentException where there is not exactly one with a direction
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
