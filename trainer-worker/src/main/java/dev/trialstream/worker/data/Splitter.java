package dev.trialstream.worker.data;

import dev.trialstream.protocol.study.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Parts rows by shares, stratified by class. Rows with identical inputs stay together, whatever their classes, so that
 * no row of one part is known from another.
 */
public final class Splitter {
    private static final int TRAIN = 0;
    private static final int VALIDATION = 1;
    private static final int TEST = 2;
    private static final int PARTS = 3;

    private Splitter() {}

    /**
     * The same rows for the same data set and split, always.
     *
     * @throws BadData where some class cannot be in all three parts
     */
    public static Parts split(Dataset data, Split split) {
        List<Group> groups = groups(data, split.seed());
        int[] partOf = assign(groups, data, new double[] {split.train(), split.validation(), split.test()});
        checkClasses(data, partOf);
        return new Parts(rowsOf(TRAIN, partOf), rowsOf(VALIDATION, partOf), rowsOf(TEST, partOf));
    }

    /** Rows of identical inputs; {@code place} is its place in the random order. */
    private record Group(int place, List<Integer> rows) {
        int size() {
            return rows.size();
        }
    }

    private static List<Group> groups(Dataset data, long seed) {
        int[] groupOf = data.groups();
        int count = Arrays.stream(groupOf).max().orElse(-1) + 1;
        int[] places = Permutation.of(count, seed);
        List<Group> groups = new ArrayList<>();
        for (int place : places) {
            groups.add(new Group(place, new ArrayList<>()));
        }
        for (int row = 0; row < groupOf.length; row++) {
            groups.get(groupOf[row]).rows().add(row);
        }
        return groups;
    }

    /**
     * Stratum by stratum, the rarest first, each group goes to the part that is furthest behind its share of all rows
     * so far. Carrying what one stratum is off over to the next keeps the totals right too.
     */
    private static int[] assign(List<Group> groups, Dataset data, double[] shares) {
        int[] partOf = new int[data.rows()];
        double[] behind = new double[PARTS];
        for (List<Group> stratum : strata(groups, data)) {
            // Large groups first, while there is room to make up for them; the smallest three see to it that every
            // part has the class.
            stratum.sort(Comparator.comparingInt(Group::size).reversed().thenComparingInt(Group::place));
            int rows = stratum.stream().mapToInt(Group::size).sum();
            for (int part = 0; part < PARTS; part++) {
                behind[part] += shares[part] * rows;
            }
            int reserved = stratum.size() - PARTS;
            for (int i = Math.max(0, reserved); i < stratum.size(); i++) {
                put(stratum.get(i), i - Math.max(0, reserved), partOf, behind);
            }
            for (Group group : stratum.subList(0, Math.max(0, reserved))) {
                put(group, furthestBehind(behind), partOf, behind);
            }
        }
        return partOf;
    }

    private static void put(Group group, int part, int[] partOf, double[] behind) {
        group.rows().forEach(row -> partOf[row] = part);
        behind[part] -= group.size();
    }

    private static int furthestBehind(double[] behind) {
        int furthest = TRAIN;
        for (int part = VALIDATION; part < PARTS; part++) {
            // A tie in shares must not be decided by how sums of them were rounded.
            if (behind[part] > behind[furthest] + 1e-9) {
                furthest = part;
            }
        }
        return furthest;
    }

    /** Every group under the rarest of its classes, because that one is the hardest to have in all parts. */
    private static List<List<Group>> strata(List<Group> groups, Dataset data) {
        Labels labels = data.labels();
        int[] groupsOf = new int[labels.count()];
        groups.forEach(group -> classes(group, labels).forEach(label -> groupsOf[label]++));
        for (int label = 0; label < groupsOf.length; label++) {
            if (groupsOf[label] < PARTS) {
                throw BadData.inColumn(
                        data.file(),
                        labels.column(),
                        "class " + labels.names().get(label) + " has " + groupsOf[label]
                                + " different rows, expected at least 3, one for each part");
            }
        }
        Comparator<Integer> rarestFirst =
                Comparator.comparingInt((Integer label) -> groupsOf[label]).thenComparing(Comparator.naturalOrder());
        TreeMap<Integer, List<Group>> strata = new TreeMap<>(rarestFirst);
        for (Group group : groups) {
            int rarest = classes(group, labels).stream().min(rarestFirst).orElseThrow();
            strata.computeIfAbsent(rarest, label -> new ArrayList<>()).add(group);
        }
        return List.copyOf(strata.values());
    }

    private static Set<Integer> classes(Group group, Labels labels) {
        Set<Integer> classes = new TreeSet<>();
        group.rows().forEach(row -> classes.add(labels.classOf(row)));
        return classes;
    }

    private static void checkClasses(Dataset data, int[] partOf) {
        Labels labels = data.labels();
        boolean[][] found = new boolean[labels.count()][PARTS];
        for (int row = 0; row < partOf.length; row++) {
            found[labels.classOf(row)][partOf[row]] = true;
        }
        for (int label = 0; label < found.length; label++) {
            if (!(found[label][TRAIN] && found[label][VALIDATION] && found[label][TEST])) {
                throw BadData.inColumn(
                        data.file(),
                        labels.column(),
                        "class " + labels.names().get(label) + " has too many rows whose inputs stand in other classes"
                                + " too, expected enough of its own for each part");
            }
        }
    }

    private static int[] rowsOf(int part, int[] partOf) {
        return IntStream.range(0, partOf.length)
                .filter(row -> partOf[row] == part)
                .toArray();
    }
}
