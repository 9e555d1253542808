package dev.trialstream.training.prepare;

import dev.trialstream.training.data.Column;
import dev.trialstream.training.data.MissingMarks;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A one-hot categorical column: a number for each level, then one for all other levels if there were too many, then one
 * for a missing value if training rows had any. An unknown level counts as an other one, or as all zeros.
 *
 * @param levels of the training rows, in text order
 * @param fill the level that a missing value counts as, besides the indicator; null: none
 */
public record CategoricalEncoding(
        String column,
        List<String> levels,
        boolean other,
        boolean indicator,
        @Nullable String fill) implements Encoding {

    public CategoricalEncoding {
        Objects.requireNonNull(column);
        levels = List.copyOf(levels);
    }

    static CategoricalEncoding fit(Column column, int[] rows, Recipe recipe) {
        Map<Integer, Long> counts = Arrays.stream(rows)
                .mapToObj(column::code)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        boolean missing = counts.remove(Column.MISSING) != null;
        List<String> frequent = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> column.values().get(entry.getKey())))
                .limit(recipe.maxCategories())
                .map(entry -> column.values().get(entry.getKey()))
                .toList();
        List<String> levels =
                frequent.stream().sorted(Comparator.naturalOrder()).toList();
        boolean fill = recipe.fill() == Fill.MOST_FREQUENT && missing && !frequent.isEmpty();
        return new CategoricalEncoding(
                column.name(), levels, counts.size() > recipe.maxCategories(), missing, fill ? frequent.get(0) : null);
    }

    @Override
    public boolean lacks(String text, MissingMarks marks) {
        return marks.anywhere(text);
    }

    /** Whether the training rows had this category, or others that share one input. */
    public boolean knows(String text) {
        return other || Collections.binarySearch(levels, text) >= 0;
    }

    @Override
    public int width() {
        return levels.size() + (other ? 1 : 0) + (indicator ? 1 : 0);
    }

    @Override
    public void encode(@Nullable String text, float[] row, int at) {
        if (text == null) {
            if (indicator) {
                row[at + width() - 1] = 1;
            }
            if (fill != null) {
                row[at + Collections.binarySearch(levels, fill)] = 1;
            }
            return;
        }
        int level = Collections.binarySearch(levels, text);
        if (level >= 0) {
            row[at + level] = 1;
        } else if (other) {
            row[at + levels.size()] = 1;
        }
    }
}
