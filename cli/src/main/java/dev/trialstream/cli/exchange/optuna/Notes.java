package dev.trialstream.cli.exchange.optuna;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Remarks on parts of an Optuna study that were left out or renamed, one line each. */
record Notes(OptunaStudy study, Space space, OptunaCurves curves) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        long waiting = count(OptunaStudy.State.WAITING);
        if (waiting > 0) {
            lines.add("left out " + trials(waiting) + " still waiting in Optuna");
        }
        long running = count(OptunaStudy.State.RUNNING);
        if (running > 0) {
            lines.add("brought in as failed " + trials(running) + " still running in Optuna");
        }
        space.renamed().forEach((name, ours) -> lines.add("parameter " + name + " is called " + ours + " here"));
        long infinite = begun().flatMap(Notes::reported)
                .filter(value -> !Double.isFinite(value))
                .count();
        if (infinite > 0) {
            lines.add("left out " + infinite + " reported values that are not finite");
        }
        Set<String> attributes = attributesLeftOut();
        if (!attributes.isEmpty()) {
            lines.add("left out user attributes that are no metric: " + String.join(", ", attributes));
        }
        return lines;
    }

    private static Stream<Double> reported(OptunaStudy.Trial trial) {
        return Stream.concat(trial.intermediate().values().stream(), trial.values().stream());
    }

    private Set<String> attributesLeftOut() {
        Set<String> names = new TreeSet<>(study.userAttributes().keySet());
        begun().forEach(trial -> trial.userAttributes().forEach((name, value) -> {
            if (!curves.isKept(trial, name, value)) {
                names.add(name);
            }
        }));
        return names;
    }

    private Stream<OptunaStudy.Trial> begun() {
        return study.trials().stream().filter(trial -> trial.state() != OptunaStudy.State.WAITING);
    }

    private long count(OptunaStudy.State state) {
        return study.trials().stream().filter(trial -> trial.state() == state).count();
    }

    private static String trials(long count) {
        return count == 1 ? "1 trial that was" : count + " trials that were";
    }
}
