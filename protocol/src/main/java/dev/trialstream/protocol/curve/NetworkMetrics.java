package dev.trialstream.protocol.curve;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
    private static final Pattern QUALIFIED = Pattern.compile("(.+)_(sd|se)");
    private static final Pattern RECALL = Pattern.compile("validation_recall_.+");
    private static final Pattern OF_LAYER = Pattern.compile("initial_(activation|gradient)_[0-9]+");

    /** Maximum number of classes with reported recalls; otherwise an event would consist mostly of recalls. */
    public static final int MOST_RECALLS = 100;

    /** Probabilities of more rows and classes than this are not ranked, which would take longer than an epoch. */
    public static final long MOST_RANKED = 5_000_000;

    private NetworkMetrics() {}

    /**
     * Whether a training of {@code task} may report {@code metric}.
     *
     * @param task null if it is not known yet
     */
    public static boolean isReported(String metric, @Nullable Task task) {
        if (names(task).contains(metric) || OF_LAYER.matcher(metric).matches()) {
            return true;
        }
        Matcher qualified = QUALIFIED.matcher(metric);
        return (RECALL.matcher(metric).matches() && task != Task.REGRESSION)
                || (qualified.matches() && isReported(qualified.group(1), task));
    }

    /**
     * Why a study of these data cannot have {@code metric} as its objective; empty if it can.
     *
     * @param profile of the data
     */
    public static Optional<String> objectionTo(String metric, DataProfile profile) {
        Optional<String> unknown = objection(metric, profile.task());
        if (unknown.isPresent()) {
            return unknown;
        }
        List<String> recalls = labels(List.copyOf(profile.classes().keySet())).stream()
                .limit(MOST_RECALLS)
                .map(label -> "validation_recall_" + label)
                .toList();
        if (RECALL.matcher(metric).matches()
                && recalls.stream().noneMatch(recall -> metric.equals(recall) || metric.startsWith(recall + "_s"))) {
            return Optional.of("the data have no class for " + metric + ", expected one of "
                    + String.join(", ", recalls.subList(0, Math.min(20, recalls.size()))));
        }
        boolean ranked = metric.matches("validation_(roc_auc|average_precision)(_s[de])?");
        return ranked && (long) profile.validation() * profile.classes().size() > MOST_RANKED
                ? Optional.of(metric + " is computed for at most " + MOST_RANKED
                        + " probabilities, rows times classes; expected another one such as validation_log_loss")
                : Optional.empty();
    }

    /**
     * The labels as they are written in metric names: invalid characters become underscores. Classes whose names then
     * collide, or look like the deviation of another, are numbered.
     */
    public static List<String> labels(List<String> labels) {
        List<String> names = labels.stream()
                .map(label -> label.replaceAll("[^A-Za-z0-9_.]", "_"))
                .toList();
        boolean clear = new HashSet<>(names).size() == names.size()
                && names.stream().noneMatch(name -> MetricNames.isDeviation(name) || MetricNames.isStandardError(name))
                && names.stream().allMatch(name -> Ids.isName(MetricNames.deviationOf("validation_recall_" + name)));
        return clear
                ? names
                : IntStream.range(0, labels.size()).mapToObj(String::valueOf).toList();
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

    /** Why no study of the network trainer can have {@code metric} as its objective; empty if some can. */
    public static Optional<String> objectionTo(String metric) {
        return objection(metric, null);
    }

    private static Optional<String> objection(String metric, @Nullable Task task) {
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

    /** Compared without the part of the data, which would make every name look alike. */
    private static Optional<String> closest(String metric, List<String> names) {
        String bare = bare(metric);
        return names.stream()
                .filter(name ->
                        bare.equals(metric) || name.startsWith(metric.substring(0, metric.length() - bare.length())))
                .map(name -> new Near(name, edits(bare(name), bare)))
                .filter(near -> near.edits() <= Math.max(1, bare.length() / 4))
                .min(Comparator.comparingInt(Near::edits))
                .map(Near::name);
    }

    private static String bare(String name) {
        return name.replaceFirst("^(validation|training)_", "");
    }

    private record Near(String name, int edits) {}

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
