package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.Session.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Evaluation.OfClasses TWO = new Evaluation.OfClasses(
            4, 1, 0.3, 0.4, List.of(new Evaluation.OfClass(3, 2, 2), new Evaluation.OfClass(1, 2, 1)), 0.1);

    @Test
    void every_figure_of_a_classifier_is_a_metric_by_name() {
        assertThat(new Metrics(List.of("cat", "dog")).ofUnseen(Part.VALIDATION, TWO))
                .containsEntry("validation_loss", 0.3)
                .containsEntry("validation_error", 0.25)
                .containsEntry("validation_balanced_error", 1 - (2 / 3.0 + 1) / 2)
                .containsEntry("validation_macro_f1", (4 / 5.0 + 2 / 3.0) / 2)
                .containsEntry("validation_log_loss", 0.4)
                .containsEntry("validation_calibration_error", 0.1)
                .containsEntry("validation_recall_cat", 2 / 3.0)
                .containsEntry("validation_recall_dog", 1.0)
                .containsKey("validation_error_se")
                .hasSize(9);
    }

    @Test
    void every_figure_of_a_regression_is_a_metric_by_name() {
        assertThat(new Metrics(List.of()).ofUnseen(Part.TEST, new Evaluation.OfNumbers(5, 0.1, 2, 1, 0.9, Double.NaN)))
                .containsEntry("test_loss", 0.1)
                .containsEntry("test_rmse", 2.0)
                .containsEntry("test_mae", 1.0)
                .containsEntry("test_r2", 0.9)
                .hasSize(4);
    }

    @Test
    void labels_that_no_metric_can_be_named_by_are_made_so_or_go_by_number() {
        assertThat(Metrics.named(List.of("a b", "é"))).containsExactly("a_b", "_");
        assertThat(Metrics.named(List.of("a b", "a-b"))).containsExactly("0", "1");
        assertThat(Metrics.named(List.of("a", "a_sd"))).containsExactly("0", "1");
        assertThat(Metrics.named(List.of("x".repeat(100), "y"))).containsExactly("0", "1");
    }

    @Test
    void the_peak_of_memory_is_read_from_what_the_system_says() {
        assertThat(PeakMemory.of("Name:\tjava\nVmHWM:\t  371648 kB\nVmRSS:\t 1 kB\n"))
                .isEqualTo(371_648L * 1024);
        assertThat(PeakMemory.of("Name:\tjava\n")).isZero();
    }
}
