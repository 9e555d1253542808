package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.training.prepare.Profiler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows with identical inputs: accidents stay in one part, the nature of the data is split row by row. */
class RepeatsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"10000, 3, 1", "10000, 3, 2", "500, 5, 3", "2000, 8, 4", "200, 2, 5"})
    void few_different_inputs_are_in_every_part(int rows, int booleans, long seed) {
        Examples data = table(booleans, rows, seed);

        for (RowUse use : new RowUse[] {RowUse.AS_SPLIT, RowUse.resampled(9)}) {
            RowSplit parts = Splitter.split(data, Split.standard(seed), use);

            assertThat(parts.train().length).isBetween(rows * 59 / 100, rows * 61 / 100);
            assertThat(parts.test().length).isBetween(rows * 19 / 100, rows * 21 / 100);
            Set<String> learnt = inputs(data, parts.train());
            long unseen = Arrays.stream(parts.test())
                    .filter(row -> !learnt.contains(input(data, row)))
                    .count();
            assertThat(unseen).isLessThanOrEqualTo(parts.test().length / 100);
        }
    }

    @Test
    void the_profile_says_that_rows_are_split_one_by_one_and_how_to_change_it() {
        Path file = write(3, 1000, 1);

        DataProfile profile = Profiler.profile(file, spec(file, Split.standard(1)));

        assertThat(profile.repeats()).isEqualTo(Split.Repeats.APART);
        assertThat(Objects.requireNonNull(profile.notes()))
                .anySatisfy(note -> assertThat(note)
                        .startsWith("split row by row, because 1000 rows have 8 different inputs")
                        .contains("data.split: {repeats: together}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void a_file_that_was_joined_with_itself_is_not_taken_apart(int times) {
        Random random = new Random(times);
        double[] xs = random.doubles(100).toArray();
        Path file = write(100 * times, row -> xs[row % 100] + "," + row % 2, "x,y");
        Examples data = Examples.read(file, spec(file, Split.standard(1)), 0);

        RowSplit parts = Splitter.split(data, Split.standard(1));

        assertThat(inputs(data, parts.train())).doesNotContainAnyElementsOf(inputs(data, parts.test()));
        assertThat(Together.repeats(data, Split.standard(1))).isEqualTo(Split.Repeats.TOGETHER);
    }

    /** A class that was oversampled twenty times, beside ten times as many rows of the other. */
    @Test
    void an_oversampled_class_is_not_taken_apart() {
        Random random = new Random(3);
        double[] xs = random.doubles(1000).toArray();
        Path file = write(
                1200, row -> (row < 1000 ? xs[row] + 1 : xs[row % 10]) + "," + (row < 1000 ? "common" : "rare"), "x,y");
        Examples data = Examples.read(file, spec(file, Split.standard(1)), 0);

        RowSplit parts = Splitter.split(data, Split.standard(1));

        assertThat(inputs(data, parts.train())).doesNotContainAnyElementsOf(inputs(data, parts.test()));
    }

    @Test
    void the_study_decides_where_it_says_something() {
        Examples data = table(3, 1000, 1);

        RowSplit together = Splitter.split(data, Split.standard(1).withRepeats(Split.Repeats.TOGETHER));

        assertThat(inputs(data, together.train())).doesNotContainAnyElementsOf(inputs(data, together.test()));
    }

    @Test
    void a_group_is_kept_together_though_its_rows_repeat_in_other_groups() {
        Split split = new Split(0.6, 0.2, 0.2, 1, null, "g", null, null);
        Random random = new Random(5);
        Path file = write(
                600, row -> random.nextInt(2) + "," + random.nextInt(2) + ",p" + row % 30 + "," + row % 2, "a,b,g,y");
        Examples data = Examples.read(file, spec(file, split), 0);

        RowSplit parts = Splitter.split(data, split);

        Set<Integer> learnt =
                Arrays.stream(parts.train()).mapToObj(row -> row % 30).collect(Collectors.toSet());
        assertThat(learnt).hasSizeBetween(15, 20);
        assertThat(Arrays.stream(parts.test()).mapToObj(row -> row % 30)).doesNotContainAnyElementsOf(learnt);
    }

    private Examples table(int booleans, int rows, long seed) {
        Path file = write(booleans, rows, seed);
        return Examples.read(file, spec(file, Split.standard(1)), 0);
    }

    private Path write(int booleans, int rows, long seed) {
        Random random = new Random(seed);
        String header =
                IntStream.range(0, booleans).mapToObj(i -> "b" + i + ",").collect(Collectors.joining()) + "y";
        return write(
                rows,
                row -> IntStream.range(0, booleans)
                                .mapToObj(i -> random.nextBoolean() + ",")
                                .collect(Collectors.joining())
                        + (random.nextInt(4) == 0 ? "no" : "yes"),
                header);
    }

    private Path write(int rows, IntFunction<String> row, String header) {
        return TestData.write(
                folder, header + "\n" + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n")));
    }

    private static DataSpec spec(Path file, Split split) {
        return new DataSpec(file.toString(), "y", null, split);
    }

    private static Set<String> inputs(Examples data, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> input(data, row)).collect(Collectors.toSet());
    }

    private static String input(Examples data, int row) {
        return ((Dataset) data)
                .inputs().stream()
                        .map(column -> String.valueOf(column.text(row)))
                        .collect(Collectors.joining(","));
    }
}
