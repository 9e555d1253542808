package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -7})
    void digits_are_parted_by_the_shares_with_each_class_in_proportion(long seed) {
        Dataset digits = Dataset.read(TestData.DIGITS, "digit", null);

        RowSplit parts = Splitter.split(digits, Split.standard(seed));

        assertThat(parts.train()).hasSize(1078);
        assertThat(parts.validation()).hasSize(360);
        assertThat(parts.test()).hasSize(359);
        int[] counts = TestData.labels(digits).counts().values().stream()
                .mapToInt(count -> count)
                .toArray();
        for (int label = 0; label < 10; label++) {
            assertThat((double) count(parts.train(), digits, label)).isCloseTo(0.6 * counts[label], within(2));
            assertThat((double) count(parts.validation(), digits, label)).isCloseTo(0.2 * counts[label], within(2));
        }
    }

    @Test
    void every_row_is_in_one_part_and_parts_are_in_ascending_order() {
        RowSplit parts = Splitter.split(Dataset.read(TestData.DIGITS, "digit", null), Split.standard(1));

        assertThat(all(parts).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1797).toArray());
        assertThat(parts.train()).isSorted();
        assertThat(parts.validation()).isSorted();
        assertThat(parts.test()).isSorted();
    }

    @Test
    void the_same_seed_parts_the_same_way_and_another_seed_another_way() {
        Dataset digits = Dataset.read(TestData.DIGITS, "digit", null);

        assertThat(Splitter.split(digits, Split.standard(1)).test())
                .isEqualTo(Splitter.split(digits, Split.standard(1)).test())
                .isNotEqualTo(Splitter.split(digits, Split.standard(2)).test());
    }

    @Test
    void ten_rows_of_one_class_and_five_of_another_are_parted_nine_three_three() {
        Dataset data = read(IntStream.range(0, 15).mapToObj(i -> i + "," + (i < 10 ? "a" : "b")));

        RowSplit parts = Splitter.split(data, Split.standard(1));

        // b: 3, 1, 1 of 5; a: 6, 2, 2 of 10.
        assertThat(List.of(
                        count(parts.train(), data, 0),
                        count(parts.validation(), data, 0),
                        count(parts.test(), data, 0)))
                .containsExactly(6, 2, 2);
        assertThat(List.of(
                        count(parts.train(), data, 1),
                        count(parts.validation(), data, 1),
                        count(parts.test(), data, 1)))
                .containsExactly(3, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rows_of_identical_inputs_are_never_parted(long seed) {
        Random random = new Random(seed);
        Dataset data = read(IntStream.range(0, 400).mapToObj(i -> random.nextInt(60) + "," + random.nextInt(3)));

        RowSplit parts = Splitter.split(data, Split.standard(seed));

        Set<String> train = inputs(parts.train(), data);
        Set<String> validation = inputs(parts.validation(), data);
        assertThat(train).doesNotContainAnyElementsOf(validation);
        assertThat(inputs(parts.test(), data))
                .doesNotContainAnyElementsOf(train)
                .doesNotContainAnyElementsOf(validation);
        assertThat(parts.train().length).isBetween(230, 250);
    }

    @Test
    void the_rarest_class_is_in_every_part() {
        Dataset data = read(IntStream.range(0, 203).mapToObj(i -> i + "," + (i < 3 ? "rare" : "common")));

        RowSplit parts = Splitter.split(data, Split.standard(1));

        int rare = TestData.labels(data).names().indexOf("rare");
        assertThat(count(parts.train(), data, rare)).isEqualTo(1);
        assertThat(count(parts.validation(), data, rare)).isEqualTo(1);
        assertThat(count(parts.test(), data, rare)).isEqualTo(1);
    }

    @Test
    void a_class_with_fewer_different_rows_than_parts_is_refused_by_name_and_count() {
        Dataset data = read(IntStream.range(0, 20).mapToObj(i -> i < 5 ? i % 2 + ",rare" : i + ",common"));

        assertThatThrownBy(() -> Splitter.split(data, Split.standard(1)))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith(
                        "column y: class rare has 2 different rows, expected at least 3, one for each part"
                                + ": drop the rows of the class, or join it with another");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, -9})
    void rows_drawn_anew_keep_test_rows_shares_and_classes_and_depend_on_their_seed(long seed) {
        Dataset digits = Dataset.read(TestData.DIGITS, "digit", null);
        RowSplit split = Splitter.split(digits, Split.standard(1));

        RowSplit drawn = Splitter.split(digits, Split.standard(1), RowUse.resampled(seed));

        assertThat(drawn.test()).isEqualTo(split.test());
        assertThat(all(drawn).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1797).toArray());
        assertThat(drawn.train().length).isBetween(1077, 1080);
        for (int label = 0; label < 10; label++) {
            assertThat((double) count(drawn.train(), digits, label))
                    .isCloseTo(count(split.train(), digits, label), within(2));
        }
        assertThat(drawn.validation())
                .isNotEqualTo(split.validation())
                .isEqualTo(Splitter.split(digits, Split.standard(1), RowUse.resampled(seed))
                        .validation())
                .isNotEqualTo(Splitter.split(digits, Split.standard(1), RowUse.resampled(seed + 1))
                        .validation());
    }

    @Test
    void pooled_rows_are_all_but_the_test_rows_and_leave_none_to_validate_on() {
        Dataset digits = Dataset.read(TestData.DIGITS, "digit", null);
        RowSplit split = Splitter.split(digits, Split.standard(1));

        RowSplit pooled = Splitter.split(digits, Split.standard(1), RowUse.POOLED);

        assertThat(pooled.train())
                .isSorted()
                .hasSize(1078 + 360)
                .contains(split.train())
                .contains(split.validation());
        assertThat(pooled.validation()).isEmpty();
        assertThat(pooled.test()).isEqualTo(split.test());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rows_of_identical_inputs_are_never_parted_when_drawn_anew(long seed) {
        Random random = new Random(seed);
        Dataset data = read(IntStream.range(0, 400).mapToObj(i -> random.nextInt(60) + "," + random.nextInt(3)));

        RowSplit parts = Splitter.split(data, Split.standard(1), RowUse.resampled(seed));

        assertThat(inputs(parts.train(), data)).doesNotContainAnyElementsOf(inputs(parts.validation(), data));
        assertThat(parts.validation()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_target_of_numbers_is_parted_by_the_shares_with_each_quantile_in_proportion(long seed) {
        Random random = new Random(seed);
        Dataset data = read(IntStream.range(0, 500).mapToObj(i -> i + "," + Math.exp(3 * random.nextGaussian())));
        Quantities quantities = (Quantities) data.target();
        double median = IntStream.range(0, 500)
                .mapToDouble(quantities::valueOf)
                .sorted()
                .skip(250)
                .findFirst()
                .orElseThrow();

        RowSplit parts = Splitter.split(data, Split.standard(seed));
        RowSplit drawn = Splitter.split(data, Split.standard(seed), RowUse.resampled(9));

        assertThat(parts.train().length).isBetween(299, 301);
        assertThat(parts.validation().length).isBetween(99, 101);
        assertThat(all(parts).sorted().toArray())
                .isEqualTo(IntStream.range(0, 500).toArray());
        for (int[] part : List.of(parts.train(), parts.validation(), parts.test(), drawn.train(), drawn.validation())) {
            long above = Arrays.stream(part)
                    .filter(row -> quantities.valueOf(row) >= median)
                    .count();
            assertThat((double) above / part.length).isCloseTo(0.5, within(0.03));
        }
        assertThat(drawn.test()).isEqualTo(parts.test());
        assertThat(drawn.validation()).isNotEqualTo(parts.validation());
    }

    @Test
    void rows_of_identical_inputs_are_not_parted_in_a_regression_either() {
        Random random = new Random(4);
        Dataset data = read(IntStream.range(0, 600).mapToObj(i -> random.nextInt(90) + "," + random.nextDouble()));

        RowSplit parts = Splitter.split(data, Split.standard(1));

        Set<String> train = inputs(parts.train(), data);
        assertThat(inputs(parts.validation(), data)).doesNotContainAnyElementsOf(train);
        assertThat(inputs(parts.test(), data))
                .doesNotContainAnyElementsOf(train)
                .doesNotContainAnyElementsOf(inputs(parts.validation(), data));
        assertThat(parts.train().length).isBetween(345, 375);
    }

    @Test
    void two_different_rows_are_too_few_for_three_parts() {
        Path file = TestData.write(folder, "x,y\n1,1\n2,2\n2,3\n");

        assertThatThrownBy(() -> Splitter.split(Dataset.read(file, "y", Task.REGRESSION), Split.standard(1)))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("has 2 different rows, expected at least 3, one for each part");
    }

    private Dataset read(Stream<String> rows) {
        return Dataset.read(TestData.write(folder, "x,y\n" + rows.collect(Collectors.joining("\n"))), "y", null);
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static IntStream all(RowSplit parts) {
        return Stream.of(parts.train(), parts.validation(), parts.test()).flatMapToInt(Arrays::stream);
    }

    private static int count(int[] rows, Dataset data, int label) {
        return (int) Arrays.stream(rows)
                .filter(row -> TestData.labels(data).classOf(row) == label)
                .count();
    }

    private static Set<String> inputs(int[] rows, Dataset data) {
        return Arrays.stream(rows)
                .mapToObj(row -> String.valueOf(data.inputs().get(0).text(row)))
                .collect(Collectors.toSet());
    }
}
