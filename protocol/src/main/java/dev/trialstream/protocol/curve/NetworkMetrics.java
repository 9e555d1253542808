package dev.trialstream.protocol.curve;

import dev.trialstream.protocol.study.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics that the network trainer reports each epoch. */
public final class NetworkMetrics {
    private static final List<String> OF_CLASSES = List.of(
            "error",
            "balanced_error",
            "macro_f1",
            "log_loss",
            "calibration_error",
            "brier_score",
            "roc_auc",
            "average_precision");
    private static final List<String> OF_NUMBERS = List.of("rmse", "mae", "median_absolute_error", "r2");
    private static final List<String> TRAINED_OF_CLASSES = List.of("error", "balanced_error");
    private static final List<String> TRAINED_OF_NUMBERS = List.of("rmse");
    private static final List<String> OF_STEPS =
            List.of("learning_rate", "momentum", "gradient_norm", "update_ratio", "dead_units");
    private static final Pattern OTHERS =
            Pattern.compile("validation_recall_.+|initial_(activation|gradient)_[0-9]+|.+_(sd|se)");

    private NetworkMetrics() {}

    /**
     * Whether a training of {@code task} may report {@code metric}.
     *
     * @param task null if it is not known yet
     */
    public static boolean isReported(String metric, @Nullable Task task) {
        return names(task).contains(metric)
                || (OTHERS.matcher(metric).matches() && (task != Task.REGRESSION || !metric.contains("_recall_")));
    }

    /** All names, without recalls of classes, standard errors and deviations. */
    public static List<String> names(@Nullable Task task) {
        List<String> names = new ArrayList<>(List.of("validation_loss", "training_loss"));
        if (task != Task.REGRESSION) {
            OF_CLASSES.forEach(name -> names.add("validation_" + name));
            TRAINED_OF_CLASSES.forEach(name -> names.add("training_" + name));
        }
        if (task != Task.CLASSIFICATION) {
            OF_NUMBERS.forEach(name -> names.add("validation_" + name));
            TRAINED_OF_NUMBERS.forEach(name -> names.add("training_" + name));
        }
        names.addAll(OF_STEPS);
        return names;
    }

    /** Why a study cannot have {@code metric} as its objective; empty if it can. */
    public static Optional<String> objectionTo(String metric, @Nullable Task task) {
        if (isReported(metric, task)) {
            return Optional.empty();
        }
        String of = task == null ? "the network trainer" : "a " + task.name().toLowerCase(Locale.ROOT);
        String expected = nearest(metric, task).orElseGet(() -> "one of " + String.join(", ", names(task)));
        return Optional.of(of + " reports no " + metric + ", expected " + expected);
    }

    /** The reported name that is closest to {@code metric}; empty if none is close. */
    static Optional<String> nearest(String metric, @Nullable Task task) {
        String usual = metric.replaceFirst("^(test|val|valid|eval|dev)_", "validation_")
                .replaceFirst("^train_", "training_");
        return names(task).stream()
                .filter(name -> name.equals(usual) || name.endsWith("_" + metric))
                .findFirst()
                .or(() -> closest(metric, names(task)));
    }

    private static Optional<String> closest(String metric, List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.of(name, name.replaceFirst("^(validation|training)_", ""))
                        .map(form -> new Near(name, edits(form, metric), form.length())))
                .filter(near -> near.edits() <= Math.max(1, Math.min(near.length(), metric.length()) / 5))
                .min(Comparator.comparingInt(Near::edits))
                .map(Near::name);
    }

    private record Near(String name, int edits, int length) {}

    /** The edit distance of Levenshtein (1966). */
    private static int edits(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swapped = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swapped, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
