package dev.trialstream.training.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Groups of rows sorted by target, so that each part gets its share of every kind. */
final class Strata {
    /** Maximum number of strata of a numeric target. */
    private static final int QUANTILES = 10;

    /** With fewer groups, shares would have no effect: each part is given one group of each stratum. */
    private static final int GROUPS_A_QUANTILE = 20;

    private Strata() {}

    static List<List<RowGroup>> of(List<RowGroup> groups, Target target) {
        return target instanceof Labels labels ? byClass(groups, labels) : byQuantile(groups, (Quantities) target);
    }

    /** The groups in the order of their mean, cut into up to ten strata of equally many groups. */
    private static List<List<RowGroup>> byQuantile(List<RowGroup> groups, Quantities quantities) {
        List<RowGroup> ascending = groups.stream()
                .map(group -> new Ranked(group, mean(group, quantities)))
                .sorted(Comparator.comparingDouble(Ranked::mean)
                        .thenComparingInt(ranked -> ranked.group().place()))
                .map(Ranked::group)
                .toList();
        int strata = Math.max(1, Math.min(QUANTILES, groups.size() / GROUPS_A_QUANTILE));
        return IntStream.range(0, strata)
                .mapToObj(i -> ascending.subList(
                        (int) ((long) i * groups.size() / strata), (int) ((i + 1L) * groups.size() / strata)))
                .toList();
    }

    private record Ranked(RowGroup group, double mean) {}

    private static double mean(RowGroup group, Quantities quantities) {
        return group.rows().stream().mapToDouble(quantities::valueOf).average().orElse(0);
    }

    /** Assigns each group to the rarest of its classes, which is hardest to have in all parts; rarest first. */
    private static List<List<RowGroup>> byClass(List<RowGroup> groups, Labels labels) {
        int[] groupsOf = groupsOf(groups, labels);
        Comparator<Integer> rarestFirst =
                Comparator.comparingInt((Integer label) -> groupsOf[label]).thenComparing(Comparator.naturalOrder());
        TreeMap<Integer, List<RowGroup>> strata = new TreeMap<>(rarestFirst);
        for (RowGroup group : groups) {
            int rarest = classes(group, labels).stream().min(rarestFirst).orElseThrow();
            strata.computeIfAbsent(rarest, label -> new ArrayList<>()).add(group);
        }
        return List.copyOf(strata.values());
    }

    /** Number of groups that contain each class. */
    static int[] groupsOf(List<RowGroup> groups, Labels labels) {
        int[] groupsOf = new int[labels.count()];
        groups.forEach(group -> classes(group, labels).forEach(label -> groupsOf[label]++));
        return groupsOf;
    }

    private static Set<Integer> classes(RowGroup group, Labels labels) {
        Set<Integer> classes = new TreeSet<>();
        group.rows().forEach(row -> classes.add(labels.classOf(row)));
        return classes;
    }
}
