package dev.trialstream.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.Split;
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
        Dataset digits = Dataset.read(TestData.DIGITS, "digit");

        Parts parts = Splitter.split(digits, Split.standard(seed));

        assertThat(parts.train()).hasSize(1078);
        assertThat(parts.validation()).hasSize(360);
        assertThat(parts.test()).hasSize(359);
        int[] counts = digits.labels().counts().values().stream()
                .mapToInt(count -> count)
                .toArray();
        for (int label = 0; label < 10; label++) {
            assertThat((double) count(parts.train(), digits, label)).isCloseTo(0.6 * counts[label], within(2));
            assertThat((double) count(parts.validation(), digits, label)).isCloseTo(0.2 * counts[label], within(2));
        }
    }

    @Test
    void every_row_is_in_one_part_and_parts_are_in_ascending_order() {
        Parts parts = Splitter.split(Dataset.read(TestData.DIGITS, "digit"), Split.standard(1));

        assertThat(all(parts).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1797).toArray());
        assertThat(parts.train()).isSorted();
        assertThat(parts.validation()).isSorted();
        assertThat(parts.test()).isSorted();
    }

    @Test
    void the_same_seed_parts_the_same_way_and_another_seed_another_way() {
        Dataset digits = Dataset.read(TestData.DIGITS, "digit");

        assertThat(Splitter.split(digits, Split.standard(1)).test())
                .isEqualTo(Splitter.split(digits, Split.standard(1)).test())
                .isNotEqualTo(Splitter.split(digits, Split.standard(2)).test());
    }

    @Test
    void ten_rows_of_one_class_and_five_of_another_are_parted_nine_three_three() {
        Dataset data = read(IntStream.range(0, 15).mapToObj(i -> i + "," + (i < 10 ? "a" : "b")));

        Parts parts = Splitter.split(data, Split.standard(1));

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

        Parts parts = Splitter.split(data, Split.standard(seed));

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

        Parts parts = Splitter.split(data, Split.standard(1));

        int rare = data.labels().names().indexOf("rare");
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
                        "column y: class rare has 2 different rows, expected at least 3, one for each part");
    }

    private Dataset read(Stream<String> rows) {
        return Dataset.read(TestData.write(folder, "x,y\n" + rows.collect(Collectors.joining("\n"))), "y");
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static IntStream all(Parts parts) {
        return Stream.of(parts.train(), parts.validation(), parts.test()).flatMapToInt(Arrays::stream);
    }

    private static int count(int[] rows, Dataset data, int label) {
        return (int) Arrays.stream(rows)
                .filter(row -> data.labels().classOf(row) == label)
                .count();
    }

    private static Set<String> inputs(int[] rows, Dataset data) {
        return Arrays.stream(rows)
                .mapToObj(row -> String.valueOf(data.inputs().get(0).text(row)))
                .collect(Collectors.toSet());
    }
}
