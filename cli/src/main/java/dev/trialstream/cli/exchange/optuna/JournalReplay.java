package dev.trialstream.cli.exchange.optuna;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Replays the operations of a journal: {@code JournalStorageReplayResult} of
 * {@code optuna/storages/journal/_storage.py}. Studies and trials are numbered in the order of their creation. Optuna
 * refused operations on something that does not exist, or on a finished trial; such an operation changes nothing.
 */
final class JournalReplay {
    private final Map<Integer, Study> studies = new LinkedHashMap<>();
    private final List<Owned> trials = new ArrayList<>();
    private int made;

    private record Study(
            String name,
            List<OptunaStudy.Direction> directions,
            Map<String, JsonNode> userAttributes,
            Map<String, JsonNode> systemAttributes,
            List<TrialBuilder> trials) {}

    /** A trial, which is kept even if its study is deleted. */
    private record Owned(Study study, TrialBuilder trial) {}

    /** @throws IllegalArgumentException if it is no operation */
    void apply(JsonNode operation) {
        int code = operation.path("op_code").asInt(-1);
        switch (code) {
            case 0 -> createStudy(operation);
            case 1 -> studies.remove(whole(operation, "study_id"));
            case 2 -> study(operation, Study::userAttributes, "user_attr");
            case 3 -> study(operation, Study::systemAttributes, "system_attr");
            case 4 -> createTrial(operation);
            case 5, 6, 7, 8, 9 -> onTrial(code, operation);
            default ->
                throw new IllegalArgumentException("expected an operation from 0 to 9 as op_code, got "
                        + operation.path("op_code") + "; it is of an Optuna that is not known here");
        }
    }

    List<String> names() {
        return studies.values().stream().map(Study::name).toList();
    }

    OptunaStudy study(String name) {
        Study study = studies.values().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new OptunaStudy(
                name,
                study.directions(),
                study.userAttributes(),
                study.systemAttributes(),
                study.trials().stream().map(TrialBuilder::build).toList());
    }

    private void createStudy(JsonNode operation) {
        String name = text(operation, "study_name");
        if (names().contains(name)) {
            return;
        }
        List<OptunaStudy.Direction> directions = new ArrayList<>();
        operation.path("directions").forEach(it -> directions.add(of(OptunaStudy.Direction.values(), it)));
        studies.put(made++, new Study(name, directions, new TreeMap<>(), new TreeMap<>(), new ArrayList<>()));
    }

    private void study(JsonNode operation, Function<Study, Map<String, JsonNode>> attributes, String field) {
        Study study = studies.get(whole(operation, "study_id"));
        if (study != null) {
            operation
                    .path(field)
                    .forEachEntry((name, value) -> attributes.apply(study).put(name, value));
        }
    }

    /** A trial that was added complete has all its parts at once. */
    private void createTrial(JsonNode operation) {
        Study study = studies.get(whole(operation, "study_id"));
        if (study == null) {
            return;
        }
        TrialBuilder trial = new TrialBuilder(study.trials().size())
                .start(textOrNull(operation, "datetime_start"))
                .end(textOrNull(operation, "datetime_complete"));
        if (operation.hasNonNull("state")) {
            trial.state(of(OptunaStudy.State.values(), operation.path("state")));
        }
        operation
                .path("params")
                .forEachEntry((name, value) -> trial.parameter(
                        name, number(value), Distribution.read(text(operation.path("distributions"), name))));
        operation
                .path("intermediate_values")
                .forEachEntry((step, value) -> trial.step(Long.parseLong(step), number(value)));
        operation.path("user_attrs").forEachEntry(trial::userAttribute);
        operation.path("system_attrs").forEachEntry(trial::systemAttribute);
        values(operation.hasNonNull("values") ? operation.path("values") : operation.path("value"), trial);
        study.trials().add(trial);
        trials.add(new Owned(study, trial));
    }

    private void onTrial(int code, JsonNode operation) {
        int id = whole(operation, "trial_id");
        if (id < 0 || id >= trials.size() || trials.get(id).trial().state().isFinished()) {
            return;
        }
        TrialBuilder trial = trials.get(id).trial();
        switch (code) {
            case 5 -> setParameter(trials.get(id), operation);
            case 6 -> setState(trial, operation);
            case 7 -> trial.step(whole(operation, "step"), number(operation.path("intermediate_value")));
            case 8 -> operation.path("user_attr").forEachEntry(trial::userAttribute);
            default -> operation.path("system_attr").forEachEntry(trial::systemAttribute);
        }
    }

    /** Skips a parameter whose kind differs from that in another trial of the study, because Optuna refused it. */
    private static void setParameter(Owned owned, JsonNode operation) {
        String name = text(operation, "param_name");
        Distribution distribution = Distribution.read(text(operation, "distribution"));
        boolean fits = owned.study().trials().stream()
                .flatMap(other -> other.distribution(name).stream())
                .findFirst()
                .filter(other -> !other.isLike(distribution))
                .isEmpty();
        if (fits) {
            owned.trial().parameter(name, number(operation.path("param_value_internal")), distribution);
        }
    }

    private static void setState(TrialBuilder trial, JsonNode operation) {
        OptunaStudy.State state = of(OptunaStudy.State.values(), operation.path("state"));
        if (state == OptunaStudy.State.RUNNING && trial.state() == state) {
            return; // another worker already has it
        }
        if (state == OptunaStudy.State.RUNNING) {
            trial.start(textOrNull(operation, "datetime_start"));
        } else if (state.isFinished()) {
            trial.end(textOrNull(operation, "datetime_complete"));
        }
        trial.state(state);
        values(operation.path("values"), trial);
    }

    private static void values(JsonNode given, TrialBuilder trial) {
        List<Double> values = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(value -> values.add(number(value)));
        } else if (given.isNumber()) {
            values.add(number(given));
        }
        if (!values.isEmpty()) {
            trial.values(values);
        }
    }

    private static <T> T of(T[] constants, JsonNode number) {
        int at = number.asInt(-1);
        if (at < 0 || at >= constants.length) {
            throw new IllegalArgumentException("expected from 0 to " + (constants.length - 1) + ", got " + number);
        }
        return constants[at];
    }

    private static int whole(JsonNode operation, String field) {
        JsonNode value = operation.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException("expected a whole number as " + field + ", got " + value);
        }
        return value.intValue();
    }

    private static double number(JsonNode value) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException("expected a number, got " + value);
        }
        return value.doubleValue();
    }

    private static String text(JsonNode operation, String field) {
        String text = textOrNull(operation, field);
        if (text == null) {
            throw new IllegalArgumentException("expected a text as " + field + ", got " + operation.path(field));
        }
        return text;
    }

    private static @Nullable String textOrNull(JsonNode operation, String field) {
        JsonNode value = operation.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
