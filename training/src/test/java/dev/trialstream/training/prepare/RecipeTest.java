package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.data.Dataset;
import dev.trialstream.training.data.TestData;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"sigmoid,MIN_MAX", "tanh,MIN_MAX_SYMMETRIC", "relu,STANDARD", "swish,STANDARD"})
    void auto_scaling_matches_the_range_of_the_first_activation(String activation, Scaling expected) {
        assertThat(recipe(Map.of("scaling", "auto", "activation", activation)).scaling())
                .isEqualTo(expected);
    }

    @Test
    void parameters_that_say_nothing_ask_for_what_was_always_done() {
        assertThat(Recipe.of(Parameters.none())).isEqualTo(Recipe.scaled(Scaling.STANDARD));
        assertThat(Recipe.of(Parameters.none()))
                .isEqualTo(new Recipe(Scaling.STANDARD, Reshaping.NONE, Aim.SYMMETRIC, Fill.MEDIAN, 50, 0));
    }

    @Test
    void a_missing_value_counts_as_the_most_frequent_one_and_is_told_of() {
        Path file = TestData.write(folder, "n,c,y\n1,b,p\n1,b,p\n9,a,q\n5,,q\n,a,q\n");
        Preparation fitted = fit(file, Map.of("missing", "most_frequent", "scaling", "none"));

        assertThat(fitted.apply(Map.of("n", "", "c", ""))).containsExactly(1, 1, 1, 0, 1);
        assertThat(fit(file, Map.of("scaling", "none")).apply(Map.of("n", "", "c", "")))
                .containsExactly(3, 1, 0, 0, 1);
    }

    @Test
    void categories_beyond_the_cap_become_an_other_one_the_most_frequent_stay() {
        Path file = TestData.write(folder, "c,y\nb,p\nb,p\na,q\nc,q\nc,q\n");
        Preparation fitted = fit(file, Map.of("max_categories", 2));

        assertThat(fitted.apply(Map.of("c", "b"))).containsExactly(1, 0, 0);
        assertThat(fitted.apply(Map.of("c", "c"))).containsExactly(0, 1, 0);
        assertThat(fitted.apply(Map.of("c", "a"))).containsExactly(0, 0, 1);
    }

    @Test
    void a_reshaped_column_is_scaled_by_what_it_was_reshaped_to() {
        Path file = TestData.write(folder, "n,y\n1,p\n10,p\n100,q\n1000,q\n10000,q\n");
        Preparation fitted = fit(file, Map.of("reshape", "log", "scaling", "min_max"));

        assertThat(fitted.apply(Map.of("n", "100"))).containsExactly(0.5f);
        assertThat(fitted.apply(Map.of("n", "0"))).containsExactly(0);
        assertThat(fitted.columns())
                .containsExactly(new NumericEncoding(
                        "n",
                        100,
                        new Scaling.Affine(0, 1 / Math.log(10000)),
                        false,
                        new Reshape.Log(1),
                        null,
                        null,
                        null,
                        new NumericEncoding.Range(1, 10000)));
    }

    private Recipe recipe(Map<String, Object> parameters) {
        return Recipe.of(new Parameters(parameters));
    }

    private Preparation fit(Path file, Map<String, Object> parameters) {
        return Preparation.fit(
                Dataset.read(file, "y", null), IntStream.range(0, 5).toArray(), recipe(parameters));
    }
}
