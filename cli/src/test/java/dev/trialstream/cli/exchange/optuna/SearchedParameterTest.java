package dev.trialstream.cli.exchange.optuna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Scale;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Distributions of Optuna 3 and 4, and of those before, as dimensions. */
class SearchedParameterTest {

    private static Distribution distribution(String name, String attributes) {
        return Distribution.read("{\"name\": \"" + name + "\", \"attributes\": {" + attributes + "}}");
    }

    private static Dimension dimension(Distribution... drawn) {
        return new SearchedParameter(List.of(drawn)).asDimension();
    }

    private static Object value(String name, String attributes, double internal) {
        Distribution distribution = distribution(name, attributes);
        return new SearchedParameter(List.of(distribution)).value(new OptunaStudy.Parameter(distribution, internal));
    }

    @Test
    void real_numbers_are_floats_on_their_scale() {
        assertThat(dimension(distribution(
                        "FloatDistribution", "\"low\": 0.0, \"high\": 1.5, \"log\": false, \"step\": null")))
                .isEqualTo(FloatDimension.linear(0, 1.5));
        assertThat(dimension(distribution("UniformDistribution", "\"low\": 0.0, \"high\": 1.5")))
                .isEqualTo(FloatDimension.linear(0, 1.5));
        assertThat(dimension(distribution("LogUniformDistribution", "\"low\": 0.001, \"high\": 1.0")))
                .isEqualTo(FloatDimension.log(0.001, 1));
    }

    @Test
    void real_numbers_in_steps_are_one_of_a_list_of_decimals() {
        assertThat(dimension(distribution(
                        "FloatDistribution", "\"low\": 0.1, \"high\": 0.4, \"log\": false, \"step\": 0.1")))
                .isEqualTo(OrdinalDimension.of(0.1, 0.2, 0.3, 0.4));
        assertThat(dimension(distribution("DiscreteUniformDistribution", "\"low\": 0.0, \"high\": 1.0, \"q\": 0.5")))
                .isEqualTo(OrdinalDimension.of(0.0, 0.5, 1.0));
        assertThat(value("DiscreteUniformDistribution", "\"low\": 0.1, \"high\": 0.4, \"q\": 0.1", 0.30000000000000004))
                .isEqualTo(0.3);
        assertThat(dimension(distribution("DiscreteUniformDistribution", "\"low\": 0.0, \"high\": 1.0, \"q\": 0.0001")))
                .as("too many to list")
                .isEqualTo(FloatDimension.linear(0, 1));
    }

    @Test
    void whole_numbers_keep_scale_and_step() {
        assertThat(dimension(distribution("IntDistribution", "\"low\": 8, \"high\": 64, \"log\": true, \"step\": 1")))
                .isEqualTo(IntDimension.log(8, 64));
        assertThat(dimension(distribution("IntUniformDistribution", "\"low\": 10, \"high\": 50, \"step\": 10")))
                .isEqualTo(new IntDimension(10, 50, 10, Scale.LINEAR, null));
        assertThat(dimension(distribution("IntLogUniformDistribution", "\"low\": 1, \"high\": 9, \"step\": 2")))
                .as("Optuna ignores the step")
                .isEqualTo(IntDimension.log(1, 9));
        assertThat(value("IntUniformDistribution", "\"low\": 10, \"high\": 50, \"step\": 10", 30.0))
                .isEqualTo(30);
        assertThat(value(
                        "IntDistribution",
                        "\"low\": 0, \"high\": 4294967296, \"log\": false, \"step\": 1",
                        4294967295.0))
                .as("more than an int holds")
                .isEqualTo(4294967295L);
    }

    @Test
    void choices_are_values_and_what_cannot_be_one_is_a_text() {
        Distribution choice =
                distribution("CategoricalDistribution", "\"choices\": [null, \"relu\", 3, 0.5, true, [1, 2], \"\"]");
        assertThat(dimension(choice)).isEqualTo(CategoricalDimension.of("None", "relu", 3, 0.5, true, "[1,2]", "\"\""));
        assertThat(value("CategoricalDistribution", "\"choices\": [\"a\", 7]", 1))
                .isEqualTo(7);
        assertThat(dimension(distribution("CategoricalDistribution", "\"choices\": [false, true]")))
                .isEqualTo(BooleanDimension.flag());
        assertThat(dimension(distribution("CategoricalDistribution", "\"choices\": [null, \"None\"]")))
                .isEqualTo(CategoricalDimension.of("None", "None (choice 1)"));
    }

    @Test
    void a_range_of_a_single_value_is_that_value() {
        assertThat(dimension(distribution("IntDistribution", "\"low\": 3, \"high\": 3, \"log\": false, \"step\": 1")))
                .isEqualTo(OrdinalDimension.of(3));
        assertThat(dimension(distribution("UniformDistribution", "\"low\": 0.5, \"high\": 0.5")))
                .isEqualTo(OrdinalDimension.of(0.5));
    }

    @Test
    void ranges_that_changed_from_trial_to_trial_are_joined() {
        assertThat(dimension(
                        distribution("UniformDistribution", "\"low\": 0.0, \"high\": 1.0"),
                        distribution("UniformDistribution", "\"low\": 0.5, \"high\": 2.0")))
                .isEqualTo(FloatDimension.linear(0, 2));
        assertThat(dimension(
                        distribution("IntUniformDistribution", "\"low\": 4, \"high\": 8, \"step\": 2"),
                        distribution("IntUniformDistribution", "\"low\": 1, \"high\": 5, \"step\": 2")))
                .as("not in the same steps")
                .isEqualTo(IntDimension.linear(1, 8));
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> distribution("GaussianDistribution", ""))
                .hasMessage("unknown distribution GaussianDistribution");
        assertThatThrownBy(() -> dimension(
                        distribution("UniformDistribution", "\"low\": 0.0, \"high\": 1.0"),
                        distribution("CategoricalDistribution", "\"choices\": [1]")))
                .hasMessage("it was drawn from distributions of several kinds");
        assertThatThrownBy(() -> value("CategoricalDistribution", "\"choices\": [1]", 4))
                .hasMessage("it has no choice number 4");
    }

    @Test
    void names_that_cannot_be_one_get_the_closest_that_is_free() {
        assertThat(OurNames.of(List.of("n-layers", "n_layers", "2nd", "model/lr", "ok.1")))
                .containsExactly(
                        Map.entry("n-layers", "n_layers_2"),
                        Map.entry("n_layers", "n_layers"),
                        Map.entry("2nd", "_2nd"),
                        Map.entry("model/lr", "model_lr"),
                        Map.entry("ok.1", "ok.1"));
        assertThat(OurNames.of(Stream.of("x", "y")
                                .map(end -> "é".repeat(200) + end)
                                .toList())
                        .values())
                .containsExactly("_".repeat(100), "_".repeat(98) + "_2");
    }
}
