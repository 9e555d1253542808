package dev.trialstream.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.trialstream.training.plan.Loss;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {
    /** s = 2, margins 0.5 and 0.25; cosines 0.8 and 0.6, so logits 1.6 and 1.2; the row's own loses 1 or 0.5. */
    @ParameterizedTest
    @CsvSource({"0, 0.6, 1.2", "1, 0.7, 1.6"})
    void ldam_takes_the_margin_off_the_logit_of_the_rows_own_class(int label, double own, double other) {
        ClassLoss ldam = ClassLoss.of(new Loss.Ldam(List.of(0.5, 0.25), 2));

        double expected = -Math.log(Math.exp(own) / (Math.exp(own) + Math.exp(other)));
        assertThat(ldam.of(new float[] {1.6f, 1.2f}, 0, 2, label, null)).isCloseTo(expected, offset(1e-6));
    }

    /** p = 3/4: (1/4)²·ln(4/3), and with γ = 0 the cross-entropy. */
    @Test
    void focal_weighs_what_is_surely_right_down() {
        float[] logits = {(float) Math.log(3), 0};
        assertThat(ClassLoss.of(new Loss.Focal(2)).of(logits, 0, 2, 0, null))
                .isCloseTo(Math.log(4 / 3.0) / 16, offset(1e-6));
        assertThat(ClassLoss.of(new Loss.Focal(0)).of(logits, 0, 2, 1, null)).isCloseTo(Math.log(4), offset(1e-6));
    }

    static Stream<Loss> losses() {
        return Stream.of(
                new Loss.CrossEntropy(),
                new Loss.Focal(0),
                new Loss.Focal(0.5),
                new Loss.Focal(2),
                new Loss.Ldam(List.of(0.5, 0.3, 0.1, 0.2), 30),
                new Loss.Ldam(List.of(0.5, 0.3, 0.1, 0.2), 3));
    }

    /** Central differences of steps that single precision holds exactly. */
    @ParameterizedTest
    @MethodSource("losses")
    void a_gradient_is_that_of_finite_differences(Loss loss) {
        ClassLoss of = ClassLoss.of(loss);
        Random random = new Random(1);
        float step = 1f / 1024;
        for (int row = 0; row < 50; row++) {
            float[] logits = new float[4];
            for (int j = 0; j < 4; j++) {
                logits[j] = Math.round(random.nextGaussian() * 2 * 1024) / 1024f;
            }
            int label = row % 4;
            double[] gradient = new double[4];
            of.of(logits, 0, 4, label, gradient);
            for (int j = 0; j < 4; j++) {
                float before = logits[j];
                logits[j] = before + step;
                double above = of.of(logits, 0, 4, label, null);
                logits[j] = before - step;
                double below = of.of(logits, 0, 4, label, null);
                logits[j] = before;
                assertThat(gradient[j]).isCloseTo((above - below) / (2 * step), offset(1e-5));
            }
        }
    }

    @Test
    void a_row_that_is_surely_right_has_a_focal_gradient_of_nothing() {
        double[] gradient = new double[2];
        ClassLoss.of(new Loss.Focal(0.5)).of(new float[] {100, -100}, 0, 2, 0, gradient);
        assertThat(gradient).containsExactly(new double[] {0, 0}, offset(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.125, 0.5", "-2, 1.5, -1", "1, 0.5, 1"})
    void huber_is_squared_near_nought_and_linear_beyond(double error, double loss, double slope) {
        NumberLoss huber = NumberLoss.of(new Loss.Huber(1));
        assertThat(huber.of(error)).isCloseTo(loss, offset(1e-12));
        assertThat(huber.slope(error)).isCloseTo(slope, offset(1e-12));
    }

    @Test
    void absolute_and_squared_errors_have_their_slopes() {
        assertThat(NumberLoss.of(new Loss.AbsoluteError()).of(-3)).isEqualTo(3);
        assertThat(NumberLoss.of(new Loss.AbsoluteError()).slope(-3)).isEqualTo(-1);
        assertThat(NumberLoss.of(new Loss.SquaredError()).of(-3)).isEqualTo(9);
        assertThat(NumberLoss.of(new Loss.SquaredError()).slope(-3)).isEqualTo(-6);
    }

    @Test
    void a_loss_of_classes_is_none_of_numbers() {
        assertThatThrownBy(() -> NumberLoss.of(new Loss.CrossEntropy())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClassLoss.of(new Loss.SquaredError())).isInstanceOf(IllegalArgumentException.class);
    }
}
