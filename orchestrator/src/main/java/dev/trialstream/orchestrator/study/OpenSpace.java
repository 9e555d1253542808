package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.InvalidStudy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The default search space and first trials. It contains the parameters that matter most for tables of a few thousand
 * rows, in ranges that keep an epoch cheap. The initialiser follows the activation and the optimizer stays Adam;
 * momentum and similar optimizers need other rates and a larger budget (Choi et al. 2019, arXiv 1910.05446).
 */
final class OpenSpace {
    private static final List<String> WITH_MOMENTUM = List.of("momentum", "nesterov");
    private static final List<String> WITHOUT_ADAPTATION = List.of("sgd", "momentum", "nesterov");

    private static final List<String> OTHER_RATES = List.of("rate_per_batch", "effective_rate");
    private static final List<Integer> BATCHES = List.of(32, 64, 128);

    private OpenSpace() {}

    /**
     * The space, without the study's fixed parameters.
     *
     * @param model kind of network
     * @param rows training rows; no batch is larger
     */
    static SearchSpace of(String model, Parameters fixed, int rows) {
        String optimizer = fixed.orElse(Hyperparameters.of(model).defaults()).text("optimizer");
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        dimensions.put(
                "learning_rate",
                WITHOUT_ADAPTATION.contains(optimizer)
                        ? FloatDimension.log(3e-3, 0.3)
                        : FloatDimension.log(3e-4, 1e-2));
        batches(rows).ifPresent(sizes -> dimensions.put("batch_size", sizes));
        size(model, dimensions);
        dimensions.put("batch_norm", BooleanDimension.flag());
        dimensions.put("dropout", FloatDimension.linear(0, 0.5));
        // decoupled decay is relative to the rate, L2 relative to the gradient
        dimensions.put(
                "weight_decay",
                optimizer.equals("adamw") ? FloatDimension.log(1e-4, 0.3) : FloatDimension.log(1e-6, 1e-3));
        // standardising magnifies columns that hardly vary, and outliers dominate a range: no rule knows which is
        // better
        if (model.equals("mlp")) {
            dimensions.put("scaling", CategoricalDimension.of("standard", "min_max_symmetric"));
        }
        if (WITH_MOMENTUM.contains(optimizer)) {
            dimensions.put("momentum", FloatDimension.linear(0.8, 0.98));
        }
        fixed.values().keySet().forEach(dimensions::remove);
        if (OTHER_RATES.stream().anyMatch(fixed::has)) {
            dimensions.remove("learning_rate");
        }
        if (dimensions.isEmpty()) {
            throw new InvalidStudy("space", "everything is fixed; expected at least one dimension to search");
        }
        return new SearchSpace(dimensions);
    }

    private static void size(String model, Map<String, Dimension> dimensions) {
        if (model.equals("cnn")) {
            dimensions.put("blocks", IntDimension.linear(1, 2));
            dimensions.put("filters", IntDimension.log(8, 64));
            return;
        }
        boolean recurrent = model.equals("rnn");
        dimensions.put("layers", IntDimension.linear(1, recurrent ? 2 : 3));
        dimensions.put("units", recurrent ? IntDimension.log(32, 128) : IntDimension.log(64, 256));
        if (!recurrent) {
            dimensions.put("activation", CategoricalDimension.of("relu", "swish"));
        }
    }

    /**
     * With fewer rows than the smallest batch there is nothing to search; the trainer reduces its default to the rows.
     */
    private static Optional<Dimension> batches(int rows) {
        Object[] sizes = BATCHES.stream().filter(size -> size <= rows).toArray();
        return sizes.length == 0 ? Optional.empty() : Optional.of(OrdinalDimension.of(sizes));
    }

    /**
     * First trials that an expert would choose: the default network, so that the search starts no worse; a wide one
     * with dropout; and the wide one with batch normalisation, which allows a higher rate.
     */
    static List<Parameters> firstTrials(String model, SearchSpace space) {
        Map<String, Object> plain =
                new LinkedHashMap<>(Hyperparameters.of(model).defaults().values());
        plain.put("weight_decay", 1e-6);
        Map<String, Object> wide = new LinkedHashMap<>(plain);
        wide.putAll(Map.of(
                "learning_rate", 2e-3, "batch_size", 64, "units", 256, "dropout", 0.3, "scaling", "min_max_symmetric"));
        Map<String, Object> normalised = new LinkedHashMap<>(wide);
        normalised.putAll(Map.of("learning_rate", 3e-3, "batch_norm", true));
        return List.of(plain, wide, normalised).stream()
                .map(values -> within(space, values))
                .distinct()
                .toList();
    }

    /** The point of {@code space} with these values; a dimension whose range excludes its value uses its middle. */
    private static Parameters within(SearchSpace space, Map<String, Object> values) {
        Map<String, Object> point = new LinkedHashMap<>();
        space.dimensions().forEach((name, dimension) -> {
            Object value = values.get(name);
            point.put(name, value != null && dimension.contains(value) ? value : dimension.at(0.5));
        });
        return new Parameters(point);
    }
}
