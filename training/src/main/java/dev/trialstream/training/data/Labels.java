package dev.trialstream.training.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A class for each row. */
public final class Labels implements Target {
    private static final Comparator<String> NUMERICALLY =
            Comparator.comparingDouble(text -> Numbers.parse(text).orElseThrow());

    private final String column;
    private final List<String> names;
    private final int[] classes;

    private Labels(String column, List<String> names, int[] classes) {
        this.column = column;
        this.names = names;
        this.classes = classes;
    }

    /** The classes of a column without missing values, in numeric order if all are numbers, else in text order. */
    static Labels of(Column target) {
        return of(target.name(), target.values(), target.rows(), target::code);
    }

    /** The classes of the rows, in their order. */
    static Labels of(String name, List<String> classes) {
        List<String> values = classes.stream().distinct().toList();
        Map<String, Integer> codes = new HashMap<>();
        values.forEach(value -> codes.put(value, codes.size()));
        int[] ofRow = classes.stream().mapToInt(codes::get).toArray();
        return of(name, values, ofRow.length, row -> ofRow[row]);
    }

    private static Labels of(String name, List<String> values, int rows, IntUnaryOperator code) {
        boolean numbers = values.stream().allMatch(text -> Numbers.parse(text).isPresent());
        Comparator<String> order =
                numbers ? NUMERICALLY.thenComparing(Comparator.naturalOrder()) : Comparator.naturalOrder();
        List<String> names = values.stream().sorted(order).toList();
        Map<String, Integer> rank = new LinkedHashMap<>();
        names.forEach(each -> rank.put(each, rank.size()));
        int[] ofCode = values.stream().mapToInt(rank::get).toArray();
        int[] classes = IntStream.range(0, rows)
                .map(row -> ofCode[code.applyAsInt(row)])
                .toArray();
        return new Labels(name, names, classes);
    }

    @Override
    public String column() {
        return column;
    }

    /** The labels; a class is an index into them. */
    public List<String> names() {
        return names;
    }

    public int count() {
        return names.size();
    }

    public int classOf(int row) {
        return classes[row];
    }

    @Override
    public int rows() {
        return classes.length;
    }

    /** Rows of each class, in the order of the labels. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.put(name, 0));
        for (int label : classes) {
            counts.merge(names.get(label), 1, Integer::sum);
        }
        return counts;
    }
}
