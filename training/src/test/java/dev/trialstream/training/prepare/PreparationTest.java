package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.Dataset;
import dev.trialstream.training.data.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {
    private static final String TABLE = """
            n,c,k,y
            2,red,5,a
            4,blue,5,b
            ,red,5,a
            9,,5,b
            100,green,7,a
            """;

    @TempDir
    Path folder;

    /** Training rows are the first four: n is 2, 4, the median 4, 9, so mean 4.75, variance 6.6875. */
    @ParameterizedTest
    @CsvSource({
        "standard, -1.063410, -0.290021, 36.832660",
        "min_max, 0, 0.2857143, 14",
        "min_max_symmetric, -1, -0.4285714, 27",
        "none, 2, 4, 100"
    })
    void numbers_are_scaled_by_the_training_rows_alone(String scaling, float two, float missing, float hundred) {
        PreparedRows rows = rows(Scaling.of(scaling), 0, 2, 4);

        assertThat(rows.features()[0]).isCloseTo(two, offset(1e-5f));
        assertThat(rows.features()[rows.inputs()]).isCloseTo(missing, offset(1e-5f));
        assertThat(rows.features()[2 * rows.inputs()]).isCloseTo(hundred, offset(1e-5f));
    }

    @Test
    void a_row_becomes_its_number_its_indicator_its_levels_their_indicator_and_its_constant() {
        PreparedRows rows = rows(Scaling.NONE, 0, 1, 2, 3, 4);

        // n, n missing, blue, red, c missing, k; green is unknown to the training rows, and k is 5 in all of them.
        assertThat(rows.inputs()).isEqualTo(6);
        assertThat(rows.features())
                .containsExactly(
                        2, 0, 0, 1, 0, 0, //
                        4, 0, 1, 0, 0, 0, //
                        4, 1, 0, 1, 0, 0, //
                        9, 0, 0, 0, 1, 0, //
                        100, 0, 0, 0, 0, 0);
        assertThat(((TargetEncoding.Classes) rows.answers()).labels()).containsExactly(0, 1, 0, 1, 0);
    }

    @ParameterizedTest
    @CsvSource({"standard", "min_max", "min_max_symmetric", "none"})
    void a_column_that_is_constant_in_training_becomes_zero(String scaling) {
        PreparedRows rows = rows(Scaling.of(scaling), 0, 4);

        assertThat(rows.features()[5]).isZero();
        assertThat(rows.features()[11]).isZero();
    }

    @Test
    void beyond_fifty_levels_the_most_frequent_stay_and_the_rest_share_a_column() {
        String frequent = IntStream.range(0, 50)
                .mapToObj(i -> "f" + i + ",a\nf" + i + ",b\n")
                .collect(Collectors.joining());
        Dataset data = Dataset.read(TestData.write(folder, "c,y\n" + frequent + "rare1,a\nrare2,b\n"), "y", null);

        Preparation fitted = Preparation.fit(data, IntStream.range(0, 102).toArray(), Recipe.scaled(Scaling.STANDARD));

        assertThat(fitted.width()).isEqualTo(51);
        assertThat(fitted.apply(Map.of("c", "rare1"))[50]).isEqualTo(1);
        assertThat(fitted.apply(Map.of("c", "never seen"))[50]).isEqualTo(1);
        assertThat(fitted.apply(Map.of("c", "f7"))[50]).isZero();
        assertThat(fitted.apply(Map.of())).containsOnly(0);
    }

    @Test
    void it_survives_json_and_then_prepares_rows_as_the_training_did() {
        Dataset data = data();
        Preparation fitted = Preparation.fit(data, new int[] {0, 1, 2, 3}, Recipe.scaled(Scaling.STANDARD));

        Preparation read = Json.json().readValue(Json.json().writeValueAsBytes(fitted), Preparation.class);

        assertThat(read).isEqualTo(fitted);
        assertThat(read.outputs()).isEqualTo(new OutputMeaning.Classes("y", List.of("a", "b")));
        assertThat(read.apply(Map.of("n", " 4 ", "c", "blue", "k", "5", "unheard of", "1")))
                .isEqualTo(fitted.apply(data, new int[] {1}).features());
        assertThat(read.apply(Map.of("c", "red", "k", "5")))
                .isEqualTo(fitted.apply(data, new int[] {2}).features());
    }

    @Test
    void a_word_in_a_numeric_column_is_refused_by_the_name_of_the_column() {
        Preparation fitted = Preparation.fit(data(), new int[] {0, 1, 2, 3}, Recipe.scaled(Scaling.STANDARD));

        assertThatThrownBy(() -> fitted.apply(Map.of("n", "four")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column n: expected a number, got four");
    }

    @Test
    void a_target_of_numbers_is_standardised_by_the_training_rows_alone_and_keeps_its_unit() {
        Path file = TestData.write(folder, "x,y\n1,2\n2,4\n3,6\n4,100\n");
        Dataset data = Dataset.read(file, "y", Task.REGRESSION);

        Preparation fitted = Preparation.fit(data, new int[] {0, 2}, Recipe.scaled(Scaling.STANDARD));

        OutputMeaning.Quantity output = (OutputMeaning.Quantity) fitted.outputs();
        assertThat(output).isEqualTo(new OutputMeaning.Quantity("y", new Scaling.Affine(4, 0.5)));
        assertThat(output.scale().invert(48)).isEqualTo(100);
        float[] encoded = new float[1];
        fitted.apply(data, new int[] {3, 1}).answers().encode(0, encoded);
        assertThat(encoded).containsExactly(48);
        assertThat(Json.json().readValue(Json.json().writeValueAsBytes(fitted), Preparation.class))
                .isEqualTo(fitted);
    }

    @Test
    void a_target_without_spread_in_training_is_centred() {
        Path file = TestData.write(folder, "x,y\n1,0.1\n2,0.1\n3,0.1\n4,100\n");

        Preparation fitted = Preparation.fit(
                Dataset.read(file, "y", Task.REGRESSION), new int[] {0, 1, 2}, Recipe.scaled(Scaling.STANDARD));

        assertThat(fitted.outputs()).isEqualTo(new OutputMeaning.Quantity("y", new Scaling.Affine(0.1, 1)));
    }

    private PreparedRows rows(Scaling scaling, int... rows) {
        Dataset data = data();
        return Preparation.fit(data, new int[] {0, 1, 2, 3}, Recipe.scaled(scaling))
                .apply(data, rows);
    }

    private Dataset data() {
        return Dataset.read(TestData.write(folder, TABLE), "y", null);
    }
}
