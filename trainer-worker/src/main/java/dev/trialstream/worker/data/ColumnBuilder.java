package dev.trialstream.worker.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers a column row by row. */
final class ColumnBuilder {
    private final String name;
    private final Map<String, Integer> codeOf = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private int[] codes = new int[1024];
    private int rows;

    ColumnBuilder(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(String raw) {
        if (rows == codes.length) {
            codes = Arrays.copyOf(codes, rows * 2);
        }
        codes[rows++] = code(raw.strip());
    }

    private int code(String text) {
        if (Column.isMissing(text)) {
            return Column.MISSING;
        }
        return codeOf.computeIfAbsent(text, fresh -> {
            values.add(fresh);
            return values.size() - 1;
        });
    }

    Column build() {
        return new Column(name, values, Arrays.copyOf(codes, rows));
    }
}
