package dev.trialstream.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    /** z = 1.959964, z² = 3.841459; (0.1 + 0.01921) / 1.038415 ± 1.959964 / 1.038415 · √(0.0009 + 0.0000960). */
    @Test
    void a_share_has_the_interval_of_wilson() {
        Interval interval = Interval.ofShare(0.1, 100);
        assertThat(interval.low()).isCloseTo(0.05523, within(1e-5));
        assertThat(interval.high()).isCloseTo(0.17437, within(1e-5));
    }

    @Test
    void a_share_of_nothing_may_still_be_something() {
        Interval interval = Interval.ofShare(0, 100);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isCloseTo(3.841459 / 103.841459, within(1e-6));
    }

    @Test
    void another_value_has_that_of_its_standard_error() {
        Interval interval = Interval.of(10, 1);
        assertThat(interval.low()).isCloseTo(8.040036, within(1e-6));
        assertThat(interval.high()).isCloseTo(11.959964, within(1e-6));
    }

    /**
     * 2,000 rows, of which 20 are of the rare class, with a recall of 0.5: the balanced error is 0.25 with the standard
     * error √(0.25/20)/2 = 0.0559.
     */
    @Test
    void a_balanced_error_has_the_interval_of_its_own_standard_error() {
        Interval interval = Interval.ofTest(
                "test_balanced_error", 0.25, Map.of("test_balanced_error_se", 0.0559017, "test_rows", 2000.0));
        assertThat(interval).isNotNull();
        assertThat(interval.low()).isCloseTo(0.14043, within(1e-5));
        assertThat(interval.high()).isCloseTo(0.35957, within(1e-5));
    }

    @Test
    void an_error_of_independent_rows_has_the_interval_of_wilson_and_one_of_groups_that_of_fewer_rows() {
        double alone = Math.sqrt(11 / 102.0 * 91 / 102.0 / 100);
        Interval independent = Interval.ofTest("test_error", 0.1, Map.of("test_error_se", alone, "test_rows", 100.0));
        assertThat(independent).isNotNull();
        assertThat(independent.low()).isCloseTo(0.05523, within(1e-5));
        Interval grouped = Interval.ofTest("test_error", 0.1, Map.of("test_error_se", 2 * alone, "test_rows", 100.0));
        assertThat(grouped).isEqualTo(Interval.ofShare(0.1, 25));
    }

    @ParameterizedTest
    @CsvSource({
        "test_roc_auc, 0.99, 0.1, 0.794, 1",
        "test_macro_f1, 0.02, 0.1, 0, 0.216",
        "test_rmse, 1, 1, 0, 2.96",
        "test_r2, 0.9, 0.1, 0.704, 1",
        "test_r2, -3, 0.1, -3.196, -2.804",
        "test_reward, -3, 1, -4.96, -1.04"
    })
    void an_interval_ends_where_the_metric_does(String metric, double value, double error, double low, double high) {
        Interval interval = Interval.ofTest(metric, value, Map.of(metric + "_se", error, "test_rows", 10.0));
        assertThat(interval).isNotNull();
        assertThat(interval.low()).isCloseTo(low, within(1e-3));
        assertThat(interval.high()).isCloseTo(high, within(1e-3));
    }

    @Test
    void a_metric_without_a_standard_error_has_no_interval() {
        assertThat(Interval.ofTest("test_calibration_error", 0.1, Map.of("test_rows", 100.0)))
                .isNull();
    }
}
