package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.study.Objective;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    private static final Objective ERROR = Objective.VALIDATION_ERROR;

    @Test
    void it_ends_a_training_that_has_not_improved_by_enough_for_long_enough() {
        EarlyStopping stopping = new EarlyStopping(ERROR, 2, 0.01);

        assertThat(after(stopping, 0.5)).isFalse();
        assertThat(after(stopping, 0.4)).isFalse();
        assertThat(after(stopping, 0.395)).isFalse();
        assertThat(stopping.after(Map.of("validation_error", 0.392)))
                .contains("stopped early: validation_error has not improved by more than 0.01 for 2 epochs");
    }

    @Test
    void an_improvement_begins_the_wait_anew_and_small_ones_add_up() {
        EarlyStopping stopping = new EarlyStopping(ERROR, 2, 0.01);

        assertThat(after(stopping, 0.5)).isFalse();
        assertThat(after(stopping, 0.495)).isFalse();
        assertThat(after(stopping, 0.489)).isFalse();
        assertThat(after(stopping, 0.485)).isFalse();
        assertThat(after(stopping, 0.484)).isTrue();
    }

    @Test
    void what_is_maximised_improves_upwards() {
        Objective f1 = new Objective("validation_macro_f1", Objective.Direction.MAXIMIZE, Objective.At.BEST);
        EarlyStopping stopping = new EarlyStopping(f1, 1, 0);

        assertThat(stopping.after(Map.of("validation_macro_f1", 0.5))).isEmpty();
        assertThat(stopping.after(Map.of("validation_macro_f1", 0.6))).isEmpty();
        assertThat(stopping.after(Map.of("validation_macro_f1", 0.6))).isPresent();
    }

    @Test
    void without_patience_or_without_the_metric_it_never_ends_anything() {
        EarlyStopping off = new EarlyStopping(ERROR, 0, 0);
        EarlyStopping blind = new EarlyStopping(ERROR, 1, 0);
        for (int epoch = 0; epoch < 5; epoch++) {
            assertThat(after(off, 0.5)).isFalse();
            assertThat(blind.after(Map.of("training_loss", 0.5))).isEmpty();
        }
    }

    private static boolean after(EarlyStopping stopping, double error) {
        return stopping.after(Map.of("validation_error", error)).isPresent();
    }
}
