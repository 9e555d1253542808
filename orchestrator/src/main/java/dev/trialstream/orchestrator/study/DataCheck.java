package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.Task;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks a study's fixed and searched parameters against its data, so that a mistake is refused before any trial fails.
 */
final class DataCheck {
    private static final Map<Task, List<String>> FOREIGN = Map.of(
            Task.REGRESSION, List.of("cross_entropy", "focal", "ldam"),
            Task.CLASSIFICATION, List.of("mse", "mae", "huber"));

    private DataCheck() {}

    static void check(StudyRequest request, DataProfile profile) {
        checkForm(request);
        request.fixed().values().forEach((name, value) -> check("fixed." + name, name, value, profile));
        if (request.space() != null) {
            request.space()
                    .dimensions()
                    .forEach((name, dimension) ->
                            values(dimension).forEach(value -> check("space." + name, name, value, profile)));
        }
    }

    /** A network for images or series cannot read other data. */
    private static void checkForm(StudyRequest request) {
        DataSpec data = request.requireData();
        String model = request.trainer().requireModel();
        if (model.equals("cnn") && data.images() == null && data.idx() == null) {
            throw new InvalidStudy("trainer.model", "cnn takes images alone, expected data.images or data.idx; or mlp");
        } else if (model.equals("rnn") && data.sequences() == null) {
            throw new InvalidStudy("trainer.model", "rnn takes series alone, expected data.sequences; or mlp");
        }
    }

    private static void check(String path, String name, @Nullable Object value, DataProfile profile) {
        boolean numbers = profile.task() == Task.REGRESSION;
        if (name.equals("loss")
                && FOREIGN.getOrDefault(profile.task(), List.of()).contains(String.valueOf(value))) {
            throw new InvalidStudy(
                    path,
                    numbers
                            ? value + " is a loss of classes, and the target is a number; expected mse, mae or huber"
                            : value + " is a loss of numbers, and the target is a class;"
                                    + " expected cross_entropy, focal or ldam");
        } else if (name.equals("class_weights") && numbers && !"none".equals(value)) {
            throw new InvalidStudy(path, "the target is a number, there are no classes to weigh; expected none");
        } else if (name.equals("batch_size") && value instanceof Number n && n.longValue() > profile.train()) {
            throw new InvalidStudy(
                    path, "expected at most the " + profile.train() + " training rows there are, got " + value);
        }
    }

    /** Minimum number of training rows after resampling to one class size; each class is split proportionally. */
    static int leastLearnt(Parameters fixed, DataProfile profile) {
        if (profile.classes().isEmpty()) {
            return profile.train();
        }
        double most = Collections.max(profile.classes().values());
        double fewest = Collections.min(profile.classes().values());
        double aim = switch (String.valueOf(fixed.get("resample").orElse("none"))) {
            case "undersample" -> fewest;
            case "mixed" -> Math.sqrt(most * fewest);
            default -> Double.POSITIVE_INFINITY;
        };
        double ofClass = Math.floor(aim * profile.train() / profile.rows()) - 1; // allowance for rounding in the split
        return (int) Math.min(
                profile.train(), Math.max(1, ofClass) * profile.classes().size());
    }

    /** The values that may be too large, or belong to another task. */
    private static List<Object> values(Dimension dimension) {
        if (dimension instanceof CategoricalDimension d) {
            return d.values();
        } else if (dimension instanceof OrdinalDimension d) {
            return d.values();
        }
        return dimension instanceof IntDimension d ? List.of(d.max()) : List.of();
    }
}
