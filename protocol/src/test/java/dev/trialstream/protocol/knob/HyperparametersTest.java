package dev.trialstream.protocol.knob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.space.Condition;
import dev.trialstream.protocol.space.Dimension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HyperparametersTest {
    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "rnn"})
    void every_default_is_a_value_that_its_knob_takes_and_every_knob_but_the_other_rates_has_one(String model) {
        Hyperparameters knobs = Hyperparameters.of(model);

        knobs.defaults()
                .values()
                .forEach((name, value) ->
                        assertThat(knobs.objectionTo(name, value)).as(name).isEmpty());
        assertThat(knobs.names())
                .containsAll(knobs.defaults().values().keySet())
                .hasSize(knobs.defaults().values().size() + 2)
                .contains("rate_per_batch", "effective_rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "rnn"})
    void conditions_name_knobs_and_values_that_there_are(String model) {
        Hyperparameters knobs = Hyperparameters.of(model);
        for (Map.Entry<String, Dimension> knob : knobs.space().dimensions().entrySet()) {
            Condition condition = knob.getValue().condition();
            condition
                    .allOf()
                    .forEach((name, values) -> values.forEach(value -> assertThat(knobs.objectionTo(name, value))
                            .as(knob.getKey())
                            .isEmpty()));
        }
    }

    @ParameterizedTest
    @CsvSource({"initializer, zero", "initializer, Zeros", "initializer, constant", "initializer, ones"})
    void weights_that_begin_all_alike_are_refused_with_the_reason(String name, String value) {
        assertThat(Hyperparameters.of("mlp").objectionTo(name, value))
                .get()
                .asString()
                .startsWith(
                        "weights that begin all alike get the same gradient and stay alike: the units of a layer would all"
                                + " learn the same; expected one of auto, he_normal")
                .endsWith("got " + value);
        assertThat(Hyperparameters.of("mlp").objectionTo("weight_scale", 0.0))
                .get()
                .asString()
                .startsWith("weights that begin all alike");
    }

    @Test
    void an_activation_that_does_not_exist_and_a_knob_outside_its_range_are_named() {
        assertThat(Hyperparameters.of("mlp").objectionTo("activation", "relo"))
                .contains("expected one of relu, leaky_relu, maxout, tanh, sigmoid, elu, gelu, swish, got relo");
        assertThat(Hyperparameters.of("mlp").objectionTo("clip_norm", -1.0))
                .contains("expected a number from 0.0 to 1000000.0, got -1.0");
    }

    @Test
    void the_rate_is_said_once() {
        assertThat(Hyperparameters.of("mlp").objectionTo(List.of("learning_rate", "rate_per_batch")))
                .contains("rate_per_batch: says the rate once more, beside learning_rate; leave one of them out");
        assertThat(Hyperparameters.of("mlp").objectionTo(List.of("units", "rate_per_batch")))
                .isEmpty();
    }

    @Test
    void a_kind_of_network_that_there_is_not_is_refused() {
        assertThatThrownBy(() -> Hyperparameters.of("gan")).hasMessage("model: expected one of mlp, cnn, rnn, got gan");
    }
}
