package dev.trialstream.benchmarks.methods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTailTest {
    private static final List<Integer> LABELS =
            IntStream.range(0, 1800).map(row -> row % 10).boxed().toList();

    private static Map<String, Set<Integer>> parts(LongTail rows) {
        return rows.file()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .collect(Collectors.groupingBy(
                        line -> line[1], Collectors.mapping(line -> Integer.valueOf(line[0]), Collectors.toSet())));
    }

    private static List<Integer> counts(Set<Integer> rows) {
        return IntStream.range(0, 10)
                .map(c ->
                        (int) rows.stream().filter(row -> LABELS.get(row) == c).count())
                .boxed()
                .toList();
    }

    @Test
    void twenty_of_each_class_are_tested_on_and_of_the_rest_each_class_has_seven_tenths_of_the_one_before() {
        Map<String, Set<Integer>> parts = parts(LongTail.once(LABELS, 7));

        assertThat(counts(parts.get("test"))).containsOnly(20);
        assertThat(counts(parts.get("validation"))).containsExactly(39, 27, 19, 13, 9, 7, 5, 3, 2, 2);
        assertThat(counts(parts.get("train"))).containsExactly(115, 81, 56, 40, 28, 19, 13, 10, 7, 4);
        assertThat(LongTail.once(LABELS, 7).counts()).isEqualTo(LongTail.learnt());
        assertThat(LongTail.learnt()).containsExactly(115, 81, 56, 40, 28, 19, 13, 10, 7, 4);
        assertThat(LongTail.pooled()).containsExactly(154, 108, 75, 53, 37, 26, 18, 13, 9, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void every_row_that_is_not_tested_on_is_validated_on_in_one_fold_and_the_test_rows_are_those_of_the_single_split(
            int parting) {
        Set<Integer> validated = new HashSet<>();
        for (int fold = 0; fold < LongTail.FOLDS; fold++) {
            LongTail rows = LongTail.fold(LABELS, 7, parting, fold);
            Map<String, Set<Integer>> parts = parts(rows);
            assertThat(parts.get("test"))
                    .isEqualTo(parts(LongTail.once(LABELS, 7)).get("test"));
            assertThat(parts.get("validation")).noneMatch(validated::contains);
            assertThat(parts.get("train")).doesNotContainAnyElementsOf(parts.get("validation"));
            assertThat(parts.get("train")).doesNotContainAnyElementsOf(parts.get("test"));
            assertThat(parts.get("test")).doesNotContainAnyElementsOf(parts.get("validation"));
            assertThat(counts(parts.get("validation"))).doesNotContain(0);
            assertThat(rows.counts()).isEqualTo(counts(parts.get("train")));
            validated.addAll(parts.get("validation"));
        }
        assertThat(counts(validated)).isEqualTo(LongTail.pooled());
    }

    @Test
    void rows_that_are_parted_anew_lie_in_other_folds() {
        assertThat(parts(LongTail.fold(LABELS, 7, 1, 0)).get("validation"))
                .isNotEqualTo(parts(LongTail.fold(LABELS, 7, 0, 0)).get("validation"));
    }

    /** 499 rows are 16 batches; ten classes of 154, of 6 and of 30 (√924) are 49, 2 and 10. */
    @Test
    void resampled_classes_are_learnt_from_as_long_as_makes_as_many_updates() {
        assertThat(LongTail.stretch("oversample", LongTail.pooled())).isEqualTo(16.0 / 49);
        assertThat(LongTail.stretch("undersample", LongTail.pooled())).isEqualTo(8);
        assertThat(LongTail.stretch("mixed", LongTail.pooled())).isEqualTo(1.6);
    }
}
