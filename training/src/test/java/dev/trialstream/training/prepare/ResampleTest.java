package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResampleTest {
    /** 16 rows of class 0, 4 of class 1, none of class 2, 9 of class 3. */
    private static final int[] LABELS =
            IntStream.range(0, 29).map(row -> row < 16 ? 0 : row < 20 ? 1 : 3).toArray();

    @TempDir
    Path folder;

    /** The geometric mean of 16 and 4 is 8. */
    @ParameterizedTest
    @CsvSource({"OVERSAMPLE,16", "UNDERSAMPLE,4", "MIXED,8"})
    void every_class_that_has_rows_comes_to_the_same_count(Resample resample, long count) {
        assertThat(counts(resample.rows(LABELS, 4, 1))).isEqualTo(Map.of(0, count, 1, count, 3, count));
    }

    @Test
    void a_geometric_mean_is_rounded_to_whole_rows() {
        int[] labels = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1}; // √21 = 4.58
        assertThat(counts(labels, Resample.MIXED.rows(labels, 2, 1))).isEqualTo(Map.of(0, 5L, 1, 5L));
    }

    @Test
    void oversampling_keeps_every_row_and_draws_the_rest_among_their_class() {
        int[] rows = Resample.OVERSAMPLE.rows(LABELS, 4, 7);
        assertThat(Arrays.stream(rows).distinct().sorted())
                .containsExactlyElementsOf(IntStream.range(0, 29).boxed().toList());
    }

    @Test
    void undersampling_takes_no_row_twice() {
        int[] rows = Resample.UNDERSAMPLE.rows(LABELS, 4, 7);
        assertThat(rows).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void the_same_seed_draws_the_same_rows_and_another_seed_others(Resample resample) {
        int[] drawn = resample.rows(LABELS, 4, 7);
        assertThat(resample.rows(LABELS, 4, 7)).isEqualTo(drawn);
        assertThat(resample.rows(LABELS, 4, 8)).isNotEqualTo(drawn);
    }

    @Test
    void none_leaves_every_row_at_its_place() {
        assertThat(Resample.NONE.rows(LABELS, 4, 7))
                .isEqualTo(IntStream.range(0, 29).toArray());
    }

    @Test
    void the_training_rows_alone_are_resampled() throws Exception {
        Path file = folder.resolve("d.csv");
        Files.writeString(
                file,
                "x,y\n"
                        + IntStream.range(0, 100)
                                .mapToObj(row -> row + "," + (row % 5 == 0 ? "rare" : "usual"))
                                .collect(Collectors.joining("\n")));
        PreparedData data = PreparedData.of(
                Dataset.read(file, "y", null), Split.standard(1), RowUse.AS_SPLIT, Recipe.scaled(Scaling.STANDARD));

        PreparedData resampled = data.resampled(Resample.OVERSAMPLE, 3);

        assertThat(data.train().count()).isEqualTo(60);
        assertThat(resampled.train().count()).isEqualTo(96);
        assertThat(resampled.validation()).isSameAs(data.validation());
        assertThat(resampled.test()).isSameAs(data.test());
        assertThat(resampled.preparation()).isSameAs(data.preparation());
    }

    @Test
    void a_regression_is_not_resampled() throws Exception {
        Path file = folder.resolve("d.csv");
        Files.writeString(file, "x,y\n1,2\n2,4\n3,4\n4,6\n");
        PreparedData data = PreparedData.of(
                Dataset.read(file, "y", Task.REGRESSION),
                Split.standard(1),
                RowUse.AS_SPLIT,
                Recipe.scaled(Scaling.STANDARD));
        assertThatThrownBy(() -> data.resampled(Resample.MIXED, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a regression has no classes");
    }

    private static Map<Integer, Long> counts(int[] rows) {
        return counts(LABELS, rows);
    }

    private static Map<Integer, Long> counts(int[] labels, int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(row -> labels[row])
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
