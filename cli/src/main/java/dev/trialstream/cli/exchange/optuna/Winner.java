package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.study.Objective;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The best trial, as in {@code Study.best_trial}: the best completed one, or, if that violates its constraints, the
 * best of those known to satisfy theirs. The first of equal ones. Infinite values never win.
 */
final class Winner {
    private static final String CONSTRAINTS = "constraints";

    private Winner() {}

    /** The possible winners, best first. */
    static List<OptunaStudy.Trial> ranked(OptunaStudy study, Objective.Direction direction) {
        Comparator<OptunaStudy.Trial> byValue =
                Comparator.comparingDouble(trial -> trial.values().get(0));
        List<OptunaStudy.Trial> complete = study.trials().stream()
                .filter(trial -> trial.state() == OptunaStudy.State.COMPLETE)
                .filter(trial -> !trial.values().isEmpty()
                        && Double.isFinite(trial.values().get(0)))
                .sorted((direction == Objective.Direction.MINIMIZE ? byValue : byValue.reversed())
                        .thenComparing(TrialBuilder.BY_NUMBER))
                .toList();
        boolean violated = !complete.isEmpty()
                && constraints(complete.get(0)).filter(all -> !hold(all)).isPresent();
        return violated
                ? complete.stream()
                        .filter(trial -> constraints(trial).filter(Winner::hold).isPresent())
                        .toList()
                : complete;
    }

    private static Optional<JsonNode> constraints(OptunaStudy.Trial trial) {
        return Optional.ofNullable(trial.systemAttributes().get(CONSTRAINTS)).filter(JsonNode::isArray);
    }

    private static boolean hold(JsonNode constraints) {
        return constraints.valueStream().allMatch(it -> it.doubleValue() <= 0);
    }
}
