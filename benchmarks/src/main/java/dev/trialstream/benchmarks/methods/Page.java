package dev.trialstream.benchmarks.methods;

import dev.trialstream.benchmarks.stats.PairedDifference;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The figures as a page. */
final class Page {
    private final RecordedRuns runs;
    private final PrintStream out;

    Page(RecordedRuns runs, PrintStream out) {
        this.runs = runs;
        this.out = out;
    }

    /** Prints families in which every arm has the minimum number of pairs; incomplete ones are skipped. */
    void print(List<Family> families) {
        families.stream().filter(family -> EffectTable.complete(family, runs)).forEach(this::print);
    }

    private void print(Family family) {
        out.printf("## %s%n%n", family.title());
        out.printf(
                "`benchmarks/methods %s`: %s, %d epochs.%n%n",
                family.name(), family.form().description(), family.epochs());
        out.println("| arm | validation | test | difference | 95 % interval | p (Holm) | pairs | epochs | verdict |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        EffectTable table = new EffectTable(family, runs);
        family.arms().forEach(arm -> row(family, arm, table.row(arm.name())));
        out.println();
        if (family.arms().stream().anyMatch(arm -> arm.knobs().containsKey("resample"))) {
            chosen(family);
        }
    }

    private void row(Family family, Arm arm, Optional<EffectTable.Row> row) {
        List<Run> own = runs.of(family, arm.name());
        boolean share = family.form().ofClasses();
        String name = arm.isReference() || arm.reference().equals(Arm.PLAIN)
                ? arm.name()
                : arm.name() + " (against " + arm.reference() + ")";
        out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %d | %.0f | %s |%n",
                name,
                figure(mean(own, choosing(family)), share),
                figure(mean(own, Run::test), share),
                row.map(it -> compared(it.verdict().difference(), it.p(), share))
                        .orElse(" |  | "),
                own.size(),
                mean(own, Run::epochs),
                row.map(it -> inWords(it.found())).orElse(""));
    }

    /** The validation error for the choice of a method. */
    private ToDoubleFunction<Run> choosing(Family family) {
        return runs.confirmed(family) ? Run::confirmed : Run::validation;
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static String compared(PairedDifference difference, double p, boolean share) {
        return String.format(
                Locale.ROOT,
                "%s | %s to %s | %.3f",
                signed(difference.mean(), share),
                signed(difference.low(), share),
                signed(difference.high(), share),
                p);
    }

    private static String figure(double value, boolean share) {
        return String.format(Locale.ROOT, share ? "%.2f %%" : "%.3f", share ? 100 * value : value);
    }

    private static String signed(double value, boolean share) {
        return String.format(Locale.ROOT, share ? "%+.2f" : "%+.3f", share ? 100 * value : value);
    }

    private static String inWords(EffectTable.Found found) {
        return switch (found) {
            case BETTER -> "**better**";
            case WORSE -> "worse";
            case NO_DIFFERENCE -> "no difference found";
        };
    }

    /**
     * The choice among D1 to D5 by validation, confirmed if possible: once for all pairs, and for each pair separately.
     */
    private void chosen(Family family) {
        chosen(family, choosing(family), "");
        if (runs.confirmed(family)) {
            chosen(family, Run::validation, "Without confirming: ");
        }
        out.println();
    }

    private void chosen(Family family, ToDoubleFunction<Run> choosing, String how) {
        List<String> methods = family.arms().stream()
                .map(Arm::name)
                .filter(name -> !name.equals(Arm.PLAIN) && !name.equals("focal"))
                .toList();
        String once = methods.stream()
                .min(Comparator.comparingDouble(name -> mean(runs.of(family, name), choosing)))
                .orElseThrow();
        List<Run> plain = new ArrayList<>();
        List<Run> onceRuns = new ArrayList<>();
        List<Run> eachRuns = new ArrayList<>();
        for (int pair = 1; pair <= Looks.MOST; pair++) {
            int number = pair;
            List<Run> tried = methods.stream()
                    .flatMap(name -> runs.find(family, name, number).stream())
                    .toList();
            Optional<Run> reference = runs.find(family, Arm.PLAIN, pair);
            if (tried.size() == methods.size() && reference.isPresent()) {
                plain.add(reference.get());
                onceRuns.add(runs.find(family, once, pair).orElseThrow());
                eachRuns.add(
                        tried.stream().min(Comparator.comparingDouble(choosing)).orElseThrow());
            }
        }
        double share = family.form().share();
        line(
                how + "chosen once, by the mean over all pairs on validation: `" + once + "`",
                ArmEffect.of(onceRuns, plain, share));
        line(how + "chosen in each pair by its own validation rows", ArmEffect.of(eachRuns, plain, share));
    }

    private void line(String what, ArmEffect verdict) {
        PairedDifference difference = verdict.difference();
        out.printf(
                Locale.ROOT,
                "- %s: balanced test error %.2f %% against %.2f %%, %+.1f %% of it; difference %+.2f points, 95 %% interval %+.2f to %+.2f (%d pairs).%n",
                what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1),
                100 * verdict.mean(),
                100 * verdict.reference(),
                100 * difference.mean() / verdict.reference(),
                100 * difference.mean(),
                100 * difference.low(),
                100 * difference.high(),
                difference.pairs());
    }
}
