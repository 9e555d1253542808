package dev.trialstream.protocol.knob;

import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hyperparameters of the built-in network trainer, with ranges and defaults. A study's search space must lie within
 * these ranges.
 *
 * @param space knobs and the values that they accept
 * @param defaults values of knobs that a study does not set; defaults that depend on the optimizer follow its paper
 */
public record Hyperparameters(SearchSpace space, Parameters defaults) {
    /** The supported kinds of network. */
    public static final List<String> MODELS = List.of("mlp", "cnn", "rnn");

    private static final Map<String, Hyperparameters> ALL =
            Map.of("mlp", build("mlp"), "cnn", build("cnn"), "rnn", build("rnn"));

    /** For the multi-layer perceptron. */
    public static final SearchSpace MLP = of("mlp").space;

    /** For the multi-layer perceptron. */
    public static final Parameters MLP_DEFAULTS = of("mlp").defaults;

    /** @throws IllegalArgumentException if there is no such kind of network */
    public static Hyperparameters of(String model) {
        Hyperparameters knobs = ALL.get(model);
        if (knobs == null) {
            throw new IllegalArgumentException(
                    "model: expected one of " + String.join(", ", MODELS) + ", got " + model);
        }
        return knobs;
    }

    /** Why the knob {@code name} does not accept {@code value}; empty if it does. */
    public Optional<String> objectionTo(String name, Object value) {
        Dimension knob = space.dimensions().get(name);
        if (knob == null) {
            return Optional.of("the trainer has no such parameter, expected one of "
                    + String.join(", ", space.dimensions().keySet()));
        } else if (knob.contains(value)) {
            return Optional.empty();
        }
        String why = WeightChecks.objectionTo(name, value).map(it -> it + "; ").orElse("");
        return Optional.of(why + "expected " + knob.describe() + ", got " + value);
    }

    /** Why these knobs cannot be combined, preceded by the name of one of them; empty if they can. */
    public Optional<String> objectionTo(Collection<String> names) {
        List<String> rates = NetworkKnobs.RATES.stream().filter(names::contains).toList();
        return rates.size() < 2
                ? Optional.empty()
                : Optional.of(
                        rates.get(1) + ": says the rate once more, beside " + rates.get(0) + "; leave one of them out");
    }

    /** Names of all knobs. */
    public Set<String> names() {
        return space.dimensions().keySet();
    }

    private static Hyperparameters build(String model) {
        Map<String, Dimension> knobs = new LinkedHashMap<>(NetworkKnobs.dimensions(model));
        knobs.putAll(DataKnobs.dimensions());
        Map<String, Object> values = new LinkedHashMap<>(NetworkKnobs.defaults(model));
        values.putAll(DataKnobs.defaults());
        return new Hyperparameters(new SearchSpace(knobs), new Parameters(values));
    }
}
