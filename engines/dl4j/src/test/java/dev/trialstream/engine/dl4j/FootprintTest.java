package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.plan.DatasetFacts;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.plan.PlanBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked by hand; biases are left out. */
class FootprintTest {
    private static final List<Integer> CLASSES = List.of(50, 50);

    @Test
    void a_perceptron_keeps_what_each_layer_gives_for_the_rows_of_a_batch() {
        Plan plan = plan("mlp", new InputShape.Flat(3), Map.of("units", 4, "optimizer", "sgd", "batch_size", 8), 10);
        assertThat(Footprint.of(plan.network())).isEqualTo(new Footprint(3 * 4 + 4 * 4 + 4 * 2, 4 + 4 + 2));
        // weights and gradients, and ten numbers for each of eight rows
        assertThat(Footprint.atLeast(plan)).isEqualTo((2 * 36 + 8 * 10) * 4);
    }

    @Test
    void of_a_convolutional_network_the_maps_count_before_and_after_they_are_pooled() {
        Plan plan = plan("cnn", new InputShape.Image(1, 9, 8), Map.of(), 10);
        long weights = 9 * 16 + 9 * 16 * 16 + 16 * 2 * 2 * 64 + 64 * 2;
        long outputs = 16 * 9 * 8 + 16 * 4 * 4 + 16 * 4 * 4 + 16 * 2 * 2 + 64 + 2;
        assertThat(Footprint.of(plan.network())).isEqualTo(new Footprint(weights, outputs));
    }

    @Test
    void a_recurrent_network_keeps_every_step() {
        Plan plan = plan("rnn", new InputShape.Series(3, 5), Map.of("units", 4), 10);
        assertThat(Footprint.of(plan.network())).isEqualTo(new Footprint((3 + 4) * 4 * 4 + 4 * 2, 4 * 5 + 2));
        Plan deep = plan("rnn", new InputShape.Series(3, 5), Map.of("units", 4, "activation", "maxout"), 10);
        assertThat(Footprint.of(deep.network()))
                .isEqualTo(new Footprint((3 + 4) * 4 * 4 + 4 * 8 + 4 * 2, 4 * 5 + 4 + 2));
    }

    @Test
    void where_nothing_is_trained_no_batch_is_kept() {
        Plan plan = plan("mlp", new InputShape.Flat(3), Map.of("units", 4, "optimizer", "adam"), 0);
        assertThat(Footprint.atLeast(plan)).isEqualTo(4 * 36 * 4);
    }

    private static Plan plan(String model, InputShape input, Map<String, Object> knobs, int epochs) {
        return PlanBuilder.plan(model, new Parameters(knobs), new DatasetFacts(input, 100, CLASSES), epochs, 1);
    }
}
