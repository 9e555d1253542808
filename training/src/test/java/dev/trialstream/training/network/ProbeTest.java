package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.training.engine.LayerSpread;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final LayerSpread SOUND = new LayerSpread(0.8, 0.01, 0.1, 0.1);

    @Test
    void sound_weights_are_said_nothing_of_but_their_numbers() {
        Probe probe = new Probe(List.of(SOUND, new LayerSpread(0.5, 0.02, 0.1, 0.1)));

        assertThat(probe.warnings()).isEmpty();
        assertThat(probe.metrics())
                .containsEntry("initial_activation_1", 0.8)
                .containsEntry("initial_activation_2", 0.5)
                .containsEntry("initial_gradient_2", 0.02)
                .hasSize(4);
    }

    @Test
    void scales_too_small_and_too_large_are_flagged_by_layer() {
        Probe probe = new Probe(List.of(new LayerSpread(0.8, 0.01, 2, 0.1), new LayerSpread(0.8, 0.01, 0.001, 0.1)));

        assertThat(probe.warnings())
                .containsExactly(
                        "initial weights: those of hidden layer 1 spread by 2.00, 20.0 times what suits its activation: the"
                                + " scale is too large",
                        "initial weights: those of hidden layer 2 spread by 0.00100, 0.0100 times what suits its activation:"
                                + " the scale is too small");
    }

    @Test
    void vanishing_and_exploding_values_are_flagged_by_their_factor() {
        assertThat(new Probe(List.of(SOUND, new LayerSpread(0.0008, 0.01, 0.1, 0.1))).warnings())
                .singleElement()
                .asString()
                .contains(
                        "activations are vanishing, their spread changes by a factor of 0.00100 from the first hidden");
        assertThat(new Probe(List.of(SOUND, new LayerSpread(800, 0.01, 0.1, 0.1))).warnings())
                .singleElement()
                .asString()
                .contains("activations are exploding");
        assertThat(new Probe(List.of(new LayerSpread(0.8, 1e-7, 0.1, 0.1), SOUND)).warnings())
                .singleElement()
                .asString()
                .contains("gradients are vanishing, their spread changes by a factor of 1.00e-05 from the last hidden");
        assertThat(new Probe(List.of(new LayerSpread(0.8, 100, 0.1, 0.1), SOUND)).warnings())
                .singleElement()
                .asString()
                .contains("gradients are exploding");
    }
}
