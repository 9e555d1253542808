package dev.trialstream.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.Scaling;
import dev.trialstream.training.prepare.TargetEncoding;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** 90 rows of four columns, the last one constant, against scikit-learn 1.2.1 on the same standardised columns. */
class LinearModelTest {
    private static final int ROWS = 90;
    private static final int COLUMNS = 4;

    private final float[] features = new float[ROWS * COLUMNS];
    private final int[] labels = new int[ROWS];
    private final double[] numbers = new double[ROWS];
    private long state = (7 * 0x5DEECE66DL + 0xB) & ((1L << 48) - 1);

    LinearModelTest() {
        for (int row = 0; row < ROWS; row++) {
            labels[row] = below(3);
            for (int column = 0; column < COLUMNS; column++) {
                features[row * COLUMNS + column] = below(1000) / 100f + (column == labels[row] ? 3 : 0);
            }
            features[row * COLUMNS + 3] = 2.5f;
            numbers[row] = 2 * features[row * COLUMNS] - features[row * COLUMNS + 1] + below(100) / 100.0;
        }
    }

    private int below(int bound) {
        state = (state * 0x5DEECE66DL + 0xB) & ((1L << 48) - 1);
        return (int) ((state >>> 17) % bound);
    }

    @Test
    void probabilities_are_those_of_logistic_regression() {
        PreparedRows rows = new PreparedRows(features, new TargetEncoding.Classes(labels, 3), COLUMNS);
        float[] logits = LinearModel.fit(rows).outputs(rows);
        double[] expected = {
            0.0458492, 0.4127246, 0.5414262, 0.2859990, 0.1665971, 0.5474039, 0.0140371, 0.2130538, 0.7729091,
            0.2810636, 0.0979355, 0.6210010
        };
        for (int row = 0; row < 4; row++) {
            double sum = 0;
            for (int label = 0; label < 3; label++) {
                sum += Math.exp(logits[row * 3 + label]);
            }
            for (int label = 0; label < 3; label++) {
                assertThat(Math.exp(logits[row * 3 + label]) / sum).isCloseTo(expected[row * 3 + label], within(2e-5));
            }
        }
    }

    @Test
    void numbers_are_those_of_ridge_regression() {
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(numbers)
                .map(number -> (number - mean) * (number - mean))
                .average()
                .orElseThrow());
        PreparedRows rows = new PreparedRows(
                features, new TargetEncoding.Numbers(numbers, new Scaling.Affine(mean, 1 / sd)), COLUMNS);
        float[] predicted = LinearModel.fit(rows).outputs(rows);
        double[] expected = {-0.3153018, 0.8706575, -0.3485623, 1.3606181, -1.1746755, 0.8276078};
        for (int row = 0; row < expected.length; row++) {
            assertThat((double) predicted[row]).isCloseTo(expected[row], within(2e-5));
        }
    }

    /** Rosenbrock's function is not convex, but smooth; its minimum is at (1, 1). */
    @Test
    void the_minimiser_finds_the_end_of_a_curved_valley() {
        double[] found = Lbfgs.minimum(
                (point, gradient) -> {
                    double bend = point[1] - point[0] * point[0];
                    gradient[0] = -400 * point[0] * bend - 2 * (1 - point[0]);
                    gradient[1] = 200 * bend;
                    return 100 * bend * bend + (1 - point[0]) * (1 - point[0]);
                },
                new double[] {-1.2, 1},
                500,
                1e-9);
        assertThat(found[0]).isCloseTo(1, within(1e-6));
        assertThat(found[1]).isCloseTo(1, within(1e-6));
    }
}
