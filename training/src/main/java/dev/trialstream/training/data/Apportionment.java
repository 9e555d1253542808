package dev.trialstream.training.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits groups of rows by shares. Stratum by stratum, each group goes to the part that is furthest behind its share of
 * all rows so far. Because a stratum's deviation carries over to the next, the totals are right too.
 */
final class Apportionment {
    private static final int NOWHERE = -1;

    private final int[] partOf;
    private final double[] shares;
    private final double[] behind;

    private Apportionment(int rows, double[] shares) {
        this.partOf = new int[rows];
        this.shares = shares;
        this.behind = new double[shares.length];
        Arrays.fill(partOf, NOWHERE);
    }

    /**
     * The rows of each part, ascending.
     *
     * @param strata in the order in which they are split
     * @param rows more than the largest row number in them
     * @param shares of the parts; they add up to 1
     */
    static List<int[]> part(List<List<RowGroup>> strata, int rows, double... shares) {
        Apportionment apportionment = new Apportionment(rows, shares);
        strata.forEach(apportionment::part);
        return IntStream.range(0, shares.length).mapToObj(apportionment::rowsOf).toList();
    }

    private void part(List<RowGroup> stratum) {
        // Large groups come first, while later groups can compensate for them. The smallest groups, one for each part,
        // ensure that every part has the stratum.
        List<RowGroup> ordered = stratum.stream()
                .sorted(Comparator.comparingInt(RowGroup::size).reversed().thenComparingInt(RowGroup::place))
                .toList();
        int rows = ordered.stream().mapToInt(RowGroup::size).sum();
        for (int part = 0; part < shares.length; part++) {
            behind[part] += shares[part] * rows;
        }
        int reserved = Math.max(0, ordered.size() - shares.length);
        for (int i = reserved; i < ordered.size(); i++) {
            put(ordered.get(i), i - reserved);
        }
        for (RowGroup group : ordered.subList(0, reserved)) {
            put(group, furthestBehind());
        }
    }

    private void put(RowGroup group, int part) {
        group.rows().forEach(row -> partOf[row] = part);
        behind[part] -= group.size();
    }

    private int furthestBehind() {
        int furthest = 0;
        for (int part = 1; part < behind.length; part++) {
            // Rounding of sums must not decide a tie.
            if (behind[part] > behind[furthest] + 1e-9) {
                furthest = part;
            }
        }
        return furthest;
    }

    private int[] rowsOf(int part) {
        return IntStream.range(0, partOf.length)
                .filter(row -> partOf[row] == part)
                .toArray();
    }
}
