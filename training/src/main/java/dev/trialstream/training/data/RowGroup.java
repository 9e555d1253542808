package dev.trialstream.training.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows that must stay together; {@code place} is the group's index in a random order of the groups. */
record RowGroup(int place, List<Integer> rows) {
    int size() {
        return rows.size();
    }

    /**
     * The groups of {@code rows}, in the order of first appearance.
     *
     * @param groupOf for each row of the data the number of its group
     */
    static List<RowGroup> of(int[] groupOf, int[] rows, long seed) {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int row : rows) {
            numbers.putIfAbsent(groupOf[row], numbers.size());
        }
        List<RowGroup> groups = new ArrayList<>();
        for (int place : Permutation.of(numbers.size(), seed)) {
            groups.add(new RowGroup(place, new ArrayList<>(1)));
        }
        for (int row : rows) {
            groups.get(numbers.getOrDefault(groupOf[row], 0)).rows().add(row);
        }
        return groups;
    }
}
