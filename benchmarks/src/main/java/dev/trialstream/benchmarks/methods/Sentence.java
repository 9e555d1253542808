package dev.trialstream.benchmarks.methods;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sentence on the measurement of some arms of a family: {@code FAMILY: ARM; ARM=AS IT IS CALLED HERE; …}. For the
 * first arm, and for those without a reference, it gives the mean; for the others the difference from their reference,
 * over the pairs that both have.
 *
 * @param called name of each arm in the sentence
 */
record Sentence(Family family, List<Arm> arms, List<String> called) {
    Sentence {
        arms = List.copyOf(arms);
        called = List.copyOf(called);
    }

    /** The text for a directive; its families are separated by bars. */
    static String measured(String directive, RecordedRuns runs) {
        return all(directive).stream()
                .map(sentence -> sentence.in(runs))
                .collect(Collectors.joining(" ", "Measured ([figures](methods-measured.md)): ", ""));
    }

    static List<Sentence> all(String directive) {
        return Arrays.stream(directive.split("\\|", -1)).map(Sentence::parsed).toList();
    }

    private static Sentence parsed(String directive) {
        int colon = directive.indexOf(':');
        Family family = Families.named(directive.substring(0, colon).strip());
        List<Arm> arms = new ArrayList<>();
        List<String> called = new ArrayList<>();
        for (String part : directive.substring(colon + 1).split(";", -1)) {
            String[] names = part.strip().split("=", 2);
            arms.add(family.arm(names[0]));
            called.add(names[names.length - 1]);
        }
        return new Sentence(family, arms, called);
    }

    private String in(RecordedRuns runs) {
        if (!EffectTable.complete(family, runs)) {
            return family.words() + ": not measured yet.";
        }
        EffectTable table = new EffectTable(family, runs);
        String figures = IntStream.range(0, arms.size())
                .mapToObj(i -> figure(i, table, runs))
                .collect(Collectors.joining("; "));
        return family.words() + ": " + figures + " (" + pairs(runs) + " pairs). " + found(table) + ".";
    }

    private String figure(int i, EffectTable table, RecordedRuns runs) {
        Arm arm = arms.get(i);
        double factor = family.form().ofClasses() ? 100 : 1;
        if (i == 0 || arm.isReference()) {
            double mean = runs.of(family, arm.name()).stream()
                    .mapToDouble(Run::test)
                    .average()
                    .orElseThrow();
            return String.format(Locale.ROOT, "%s %.2f", called.get(i), factor * mean);
        }
        double difference =
                table.row(arm.name()).orElseThrow().verdict().difference().mean();
        // in hundredths, so that a difference of almost nothing has no sign
        double shown = Math.round(factor * difference * 100) / 100.0 + 0.0;
        String against = arm.reference().equals(arms.get(0).name()) ? "" : " against " + called(arm.reference());
        return String.format(Locale.ROOT, "%s %+.2f%s", called.get(i), shown, against);
    }

    private String called(String arm) {
        return IntStream.range(0, arms.size())
                .filter(i -> arms.get(i).name().equals(arm))
                .mapToObj(called::get)
                .findFirst()
                .orElse(arm);
    }

    private String pairs(RecordedRuns runs) {
        IntSummaryStatistics pairs = arms.stream()
                .mapToInt(arm -> runs.of(family, arm.name()).size())
                .summaryStatistics();
        return pairs.getMin() == pairs.getMax()
                ? String.valueOf(pairs.getMin())
                : pairs.getMin() + " to " + pairs.getMax();
    }

    private String found(EffectTable table) {
        List<String> found = new ArrayList<>();
        for (EffectTable.Found which : List.of(EffectTable.Found.BETTER, EffectTable.Found.WORSE)) {
            String word = which == EffectTable.Found.BETTER ? "better" : "worse";
            String names = names(table, row -> row.found() == which);
            if (!names.isEmpty()) {
                found.add(word + ": " + names);
            }
            String doubtful =
                    names(table, row -> row.found() == EffectTable.Found.NO_DIFFERENCE && row.foundByItself() == which);
            if (!doubtful.isEmpty()) {
                found.add(word + " by itself, not beyond doubt among so many arms: " + doubtful);
            }
        }
        String text = found.isEmpty() ? "no difference found" : String.join("; ", found);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private String names(EffectTable table, Function<EffectTable.Row, Boolean> which) {
        return IntStream.range(0, arms.size())
                .filter(i -> table.row(arms.get(i).name()).map(which).orElse(false))
                .filter(i -> i > 0)
                .mapToObj(called::get)
                .collect(Collectors.joining(", "));
    }
}
