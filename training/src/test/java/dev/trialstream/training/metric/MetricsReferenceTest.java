package dev.trialstream.training.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * 200 generated cases against scikit-learn's metrics and plain formulas of their standard errors. The reference, and the
 * program that wrote it, are in {@code metrics/reference.py} and {@code metrics/reference.csv} of the test resources.
 */
class MetricsReferenceTest {
    private static final int CASES = 200;
    private static final int CLASSIFICATIONS = 120;

    @Test
    void every_metric_and_standard_error_is_that_of_the_reference() throws IOException {
        Map<Integer, Map<String, Measure>> expected = reference();
        assertThat(expected).hasSize(CASES);
        for (int number = 0; number < CASES; number++) {
            Map<String, Measure> metrics = number < CLASSIFICATIONS
                    ? classification(number, new Generator(number))
                    : regression(number, new Generator(number));
            metrics.values().removeIf(measure -> Double.isNaN(measure.value()));
            Map<String, Measure> wanted = Objects.requireNonNull(expected.get(number));
            assertThat(metrics.keySet()).as("case %d", number).isEqualTo(wanted.keySet());
            int at = number;
            wanted.forEach((name, measure) -> {
                Measure got = Objects.requireNonNull(metrics.get(name));
                assertClose(at + " " + name, got.value(), measure.value());
                assertClose(at + " " + name + ", standard error", got.standardError(), measure.standardError());
            });
        }
    }

    private static void assertClose(String what, double got, double wanted) {
        if (Double.isNaN(wanted)) {
            assertThat(got).as(what).isNaN();
        } else {
            assertThat(got).as(what).isCloseTo(wanted, offset(1e-9 * Math.max(1, Math.abs(wanted))));
        }
    }

    private static Map<String, Measure> classification(int number, Generator random) {
        int kind = number % 6;
        int classes = 2 + random.below(4);
        int rows = kind == 5 && number % 4 == 1 ? 1 : 2 + random.below(60);
        int[] labels =
                IntStream.range(0, rows).map(row -> random.below(classes)).toArray();
        if (kind == 1) {
            labels = Arrays.stream(labels)
                    .map(label -> label == classes - 1 ? 0 : label)
                    .toArray();
        }
        if (kind == 2 && number % 4 == 2) {
            Arrays.fill(labels, 0);
        }
        float[] logits = new float[rows * classes];
        for (int row = 0; row < rows; row++) {
            for (int label = 0; label < classes; label++) {
                int value = random.below(kind == 3 ? 5 : 4001);
                float logit = kind == 4 ? 0 : kind == 3 ? value / 4f : value / 512f;
                logits[row * classes + label] = logit + (kind == 0 && label == labels[row] ? 4 : 0);
            }
        }
        ClassMetrics metrics = new ClassMetrics(labels, classes, sample(number, rows, random));
        int first = rows / 3; // in two chunks, the later one first
        metrics.add(Arrays.copyOfRange(logits, first * classes, logits.length), first);
        metrics.add(Arrays.copyOf(logits, first * classes), 0);
        return metrics.measures();
    }

    private static Map<String, Measure> regression(int number, Generator random) {
        int kind = number % 5;
        int rows = kind == 4 ? 1 : 2 + random.below(60);
        double[] targets = IntStream.range(0, rows)
                .mapToDouble(row -> random.below(2001) / 64.0 - 10)
                .toArray();
        if (kind == 1) {
            Arrays.fill(targets, targets[0]);
        }
        double[] predictions = Arrays.stream(targets)
                .map(target -> kind == 2 ? target : target + random.below(1001) / 128.0 - 4)
                .toArray();
        return NumberMetrics.of(targets, predictions, sample(number, rows, random));
    }

    private static Sample sample(int number, int rows, Generator random) {
        return number % 3 == 0
                ? new Sample(
                        rows,
                        IntStream.range(0, rows)
                                .map(row -> random.below(1 + rows / 3))
                                .toArray())
                : Sample.of(rows);
    }

    private static Map<Integer, Map<String, Measure>> reference() throws IOException {
        Map<Integer, Map<String, Measure>> cases = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MetricsReferenceTest.class.getResourceAsStream("/metrics/reference.csv")),
                UTF_8))) {
            lines.lines()
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> cases.computeIfAbsent(Integer.valueOf(cells[0]), any -> new HashMap<>())
                            .put(cells[1], new Measure(number(cells[2]), number(cells[3]))));
        }
        return cases;
    }

    private static double number(@Nullable String text) {
        return text == null || text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** The generator of the reference. */
    private static final class Generator {
        private static final long MASK = (1L << 48) - 1;
        private long state;

        Generator(long seed) {
            this.state = (seed * 0x5DEECE66DL + 0xB) & MASK;
        }

        int below(int bound) {
            state = (state * 0x5DEECE66DL + 0xB) & MASK;
            return (int) ((state >>> 17) % bound);
        }
    }
}
