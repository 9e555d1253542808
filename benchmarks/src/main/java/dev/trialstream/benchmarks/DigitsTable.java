package dev.trialstream.benchmarks;

import dev.trialstream.benchmarks.stats.PairedDifference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The figures of {@link Digits} as a table, and the differences between its variants. */
final class DigitsTable {
    private static final List<String> VARIANTS = List.of("tuned", "unstopped", "untuned");

    private final Map<String, Map<Integer, DigitsRun>> runs = new TreeMap<>();

    DigitsTable(List<DigitsRun> all) {
        VARIANTS.forEach(variant -> runs.put(variant, new TreeMap<>()));
        all.forEach(run -> of(run.variant()).put(run.seed(), run));
    }

    private Map<Integer, DigitsRun> of(String variant) {
        return runs.getOrDefault(variant, Map.of());
    }

    void print() {
        System.out.println("| | tuned (default) | without stopping | untuned default |");
        System.out.println("| --- | --- | --- | --- |");
        row("seeds", runs -> String.valueOf(runs.size()));
        row("median test error", runs -> percent(median(values(runs, DigitsRun::testError))));
        row("mean test error", runs -> percent(mean(values(runs, DigitsRun::testError))));
        row("mean error of the winner in the search", runs -> percent(mean(values(runs, DigitsRun::search))));
        row("mean confirmed error (3 fresh seeds)", runs -> percent(mean(values(runs, DigitsRun::confirmed))));
        row("search epochs of " + Digits.TRIALS * Digits.EPOCHS, runs -> {
            double epochs = mean(values(runs, DigitsRun::searchEpochs));
            return String.format(Locale.ROOT, "%.0f (%.1f %%)", epochs, 100 * epochs / (Digits.TRIALS * Digits.EPOCHS));
        });
        row("epochs with confirmation and refit", runs -> whole(mean(values(runs, DigitsRun::allEpochs))));
        row("median seconds", runs -> whole(median(values(runs, DigitsRun::seconds))));
        System.out.println();
        paired("test error, tuned less untuned", "untuned", DigitsRun::testError);
        paired("confirmed error, tuned less unstopped", "unstopped", DigitsRun::confirmed);
        paired("test error, tuned less unstopped", "unstopped", DigitsRun::testError);
        double[] with = both("unstopped", DigitsRun::allEpochs, true);
        if (with.length > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "- all epochs, confirmation and refit included: %.1f %% of those without stopping%n",
                    100
                            * Arrays.stream(with).sum()
                            / Arrays.stream(both("unstopped", DigitsRun::allEpochs, false))
                                    .sum());
        }
    }

    private void row(String name, Function<Map<Integer, DigitsRun>, String> cell) {
        StringBuilder row = new StringBuilder("| " + name);
        for (String variant : VARIANTS) {
            row.append(" | ").append(of(variant).isEmpty() ? "" : cell.apply(of(variant)));
        }
        System.out.println(row + " |");
    }

    private void paired(String name, String other, ToDoubleFunction<DigitsRun> figure) {
        double[] tuned = both(other, figure, true);
        double[] others = both(other, figure, false);
        double[] differences = new double[tuned.length];
        Arrays.setAll(differences, i -> tuned[i] - others[i]);
        PairedDifference difference = PairedDifference.of(differences);
        if (difference.pairs() >= 2) {
            System.out.printf(
                    Locale.ROOT,
                    "- %s: %+.2f points, 95 %% interval %+.2f to %+.2f (paired, %d seeds)%n",
                    name,
                    100 * difference.mean(),
                    100 * difference.low(),
                    100 * difference.high(),
                    difference.pairs());
        }
    }

    /** A figure for the seeds that both the default settings and {@code other} have been run with. */
    private double[] both(String other, ToDoubleFunction<DigitsRun> figure, boolean tuned) {
        return of(tuned ? "tuned" : other).values().stream()
                .filter(run -> of(tuned ? other : "tuned").containsKey(run.seed()))
                .mapToDouble(figure)
                .toArray();
    }

    private static double[] values(Map<Integer, DigitsRun> runs, ToDoubleFunction<DigitsRun> figure) {
        return runs.values().stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
