package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.plan.Clipping;
import dev.trialstream.training.plan.Head;
import dev.trialstream.training.plan.Plans;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradient descent at a rate of 1, so that a step is the gradient itself. */
class GradientWatchTest {
    @Test
    void a_gradient_that_is_too_long_is_scaled_down_as_a_whole() {
        Map<String, INDArray> free = steps(new Clipping(0, 0), false);
        Map<String, INDArray> cut = steps(new Clipping(0.01, 0), false);
        double length = length(free);

        assertThat(length).isGreaterThan(0.02);
        assertThat(length(cut)).isCloseTo(0.01, offset(1e-6));
        free.forEach((name, step) -> assertThat(require(cut, name).distance2(step.mul(0.01 / length)))
                .as(name)
                .isLessThan(1e-6));
    }

    @Test
    void each_number_of_a_gradient_is_kept_between_its_bounds() {
        Map<String, INDArray> free = steps(new Clipping(0, 0), false);
        Map<String, INDArray> cut = steps(new Clipping(0, 0.005), false);

        free.forEach((name, step) -> {
            for (int i = 0; i < step.length(); i++) {
                double expected = Math.max(-0.005, Math.min(0.005, step.getDouble(i)));
                assertThat(require(cut, name).getDouble(i)).as(name).isCloseTo(expected, offset(1e-6));
            }
        });
        assertThat(free.values()).anyMatch(step -> step.amaxNumber().doubleValue() > 0.01);
    }

    @Test
    void a_short_gradient_is_left_alone() {
        Map<String, INDArray> free = steps(new Clipping(0, 0), false);
        Map<String, INDArray> cut = steps(new Clipping(100, 100), false);

        free.forEach((name, step) -> assertThat(require(cut, name)).as(name).isEqualTo(step));
    }

    @Test
    void running_means_of_batch_normalisation_are_no_gradient() {
        Map<String, INDArray> free = steps(new Clipping(0, 0), true);
        Map<String, INDArray> cut = steps(new Clipping(1e-4, 0), true);

        assertThat(require(free, "1_mean").amaxNumber().doubleValue()).isGreaterThan(0.001);
        assertThat(require(cut, "1_mean")).isEqualTo(require(free, "1_mean"));
        assertThat(length(cut)).isCloseTo(1e-4, offset(1e-6));
    }

    @Test
    void what_is_measured_is_the_length_of_the_gradient_before_it_is_cut_and_the_step_over_the_weights() {
        GradientWatch watch = new GradientWatch(new Clipping(0.01, 0));
        MultiLayerNetwork network = network(false);
        network.setListeners(watch);
        watch.next(true);
        fit(network);

        assertThat(watch.gradientNorm()).isCloseTo(length(steps(new Clipping(0, 0), false)), offset(1e-5));
        assertThat(watch.updateRatio())
                .isCloseTo(0.01 / network.params().norm2Number().doubleValue(), offset(1e-6));
    }

    /** The values subtracted from each parameter by a step. */
    private static Map<String, INDArray> steps(Clipping clipping, boolean batchNorm) {
        MultiLayerNetwork network = network(batchNorm);
        network.setListeners(new GradientWatch(clipping));
        Map<String, INDArray> before = new LinkedHashMap<>();
        network.paramTable().forEach((name, values) -> before.put(name, values.dup()));
        fit(network);
        Map<String, INDArray> steps = new LinkedHashMap<>();
        before.forEach((name, values) -> steps.put(name, values.sub(network.getParam(name))));
        return steps;
    }

    private static MultiLayerNetwork network(boolean batchNorm) {
        return Networks.initial(Plans.mlp(
                new Parameters(Map.of("units", 6, "optimizer", "sgd", "learning_rate", 1.0, "batch_norm", batchNorm)),
                4,
                new Head.Softmax(3),
                6,
                1,
                7));
    }

    private static void fit(MultiLayerNetwork network) {
        Nd4j.getRandom().setSeed(3);
        network.fit(Nd4j.rand(DataType.FLOAT, 6, 4), Nd4j.vstack(Nd4j.eye(3), Nd4j.eye(3)));
    }

    /** Of what is learnt. */
    private static double length(Map<String, INDArray> steps) {
        return GradientWatch.norm(List.copyOf(steps.entrySet().stream()
                .filter(step -> !step.getKey().matches("\\d+_(mean|var|log10stdev)"))
                .map(Map.Entry::getValue)
                .toList()));
    }

    private static INDArray require(Map<String, INDArray> steps, String name) {
        return java.util.Objects.requireNonNull(steps.get(name), name);
    }
}
