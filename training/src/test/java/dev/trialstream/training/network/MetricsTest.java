package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.trialstream.protocol.curve.NetworkMetrics;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.Session.Part;
import dev.trialstream.training.metric.Measure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void every_figure_of_a_classifier_is_a_metric_by_name() {
        Evaluation two = new Evaluation(
                4,
                Map.of(
                        "loss", new Measure(0.3, 0.01),
                        "error", new Measure(0.25, 0.2),
                        "roc_auc", new Measure(Double.NaN, 0.1),
                        "recall_0", new Measure(2 / 3.0, Double.NaN),
                        "recall_1", new Measure(1.0, 0.3)));
        assertThat(new Metrics(List.of("cat", "dog")).ofUnseen(Part.VALIDATION, two))
                .containsOnly(
                        entry("validation_loss", 0.3),
                        entry("validation_loss_se", 0.01),
                        entry("validation_error", 0.25),
                        entry("validation_error_se", 0.2),
                        entry("validation_recall_cat", 2 / 3.0),
                        entry("validation_recall_dog", 1.0),
                        entry("validation_recall_dog_se", 0.3));
    }

    @Test
    void training_rows_have_no_standard_errors() {
        Evaluation numbers = new Evaluation(5, Map.of("loss", new Measure(0.1, 0.2), "rmse", new Measure(2, 0.3)));
        assertThat(new Metrics(List.of()).ofTraining(numbers))
                .containsOnly(entry("training_loss", 0.1), entry("training_rmse", 2.0));
    }

    @Test
    void labels_that_no_metric_can_be_named_by_are_made_so_or_go_by_number() {
        assertThat(NetworkMetrics.labels(List.of("a b", "é"))).containsExactly("a_b", "_");
        assertThat(NetworkMetrics.labels(List.of("a b", "a-b"))).containsExactly("0", "1");
        assertThat(NetworkMetrics.labels(List.of("a", "a_sd"))).containsExactly("0", "1");
        assertThat(NetworkMetrics.labels(List.of("x".repeat(100), "y"))).containsExactly("0", "1");
    }

    @Test
    void the_peak_of_memory_is_read_from_what_the_system_says() {
        assertThat(PeakMemory.of("Name:\tjava\nVmHWM:\t  371648 kB\nVmRSS:\t 1 kB\n"))
                .isEqualTo(371_648L * 1024);
        assertThat(PeakMemory.of("Name:\tjava\n")).isZero();
    }
}
