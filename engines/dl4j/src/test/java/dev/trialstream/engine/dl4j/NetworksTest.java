package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.engine.Shapes;
import dev.trialstream.training.plan.Activation;
import dev.trialstream.training.plan.Head;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Plans;
import dev.trialstream.training.prepare.PreparedData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NetworksTest {
    /** Values at 1 and −1, and the slopes there. */
    @ParameterizedTest
    @CsvSource({
        "RELU, 1, 0, 1, 0",
        "LEAKY_RELU, 1, -0.01, 1, 0.01",
        "TANH, 0.76159, -0.76159, 0.41997, 0.41997",
        "SIGMOID, 0.73106, 0.26894, 0.19661, 0.19661",
        "ELU, 1, -0.63212, 1, 0.36788",
        "GELU, 0.84580, -0.15420, 1.06777, -0.06777",
        "SWISH, 0.73106, -0.26894, 0.92767, 0.07233"
    })
    void an_activation_and_its_slope_are_those_of_the_formula(
            Activation activation, double atOne, double below, double slope, double slopeBelow) {
        INDArray value = Activations.of(activation).getActivation(ends(), true);
        INDArray slopes = Activations.of(activation)
                .backprop(ends(), Nd4j.ones(DataType.FLOAT, 1, 2))
                .getFirst();

        assertThat(value.getDouble(0)).isCloseTo(atOne, offset(1e-4));
        assertThat(value.getDouble(1)).isCloseTo(below, offset(1e-4));
        assertThat(slopes.getDouble(0)).isCloseTo(slope, offset(2e-4));
        assertThat(slopes.getDouble(1)).isCloseTo(slopeBelow, offset(2e-4));
    }

    /**
     * An outlier among standardised inputs can be this large; DL4J's gelu has no gradient from 27 on, its swish from
     * 45.
     */
    @ParameterizedTest
    @EnumSource(names = "MAXOUT", mode = EnumSource.Mode.EXCLUDE)
    void an_activation_has_a_slope_however_large_its_input(Activation activation) {
        INDArray slopes = Activations.of(activation)
                .backprop(Nd4j.createFromArray(new float[][] {{1000, -1000}}), Nd4j.ones(DataType.FLOAT, 1, 2))
                .getFirst();

        boolean bounded = activation == Activation.TANH || activation == Activation.SIGMOID;
        assertThat(slopes.getDouble(0)).isCloseTo(bounded ? 0 : 1, offset(1e-6));
        assertThat(slopes.getDouble(1)).isCloseTo(activation == Activation.LEAKY_RELU ? 0.01 : 0, offset(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void a_delivered_activation_gives_what_the_trained_one_gives_and_is_of_dl4j(Activation activation) {
        assertThat(Activations.delivered(activation)
                        .getActivation(ends(), false)
                        .toFloatVector())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(
                        Activations.of(activation).getActivation(ends(), false).toFloatVector());
        assertThat(Activations.delivered(activation).getClass().getName()).startsWith("org.nd4j.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"he_normal", "he_uniform", "xavier_normal", "xavier_uniform", "lecun_normal", "lecun_uniform"})
    void initial_weights_spread_as_their_initializer_says_and_biases_are_zero(String initializer) {
        var plan = Plans.mlp(
                new Parameters(Map.of("initializer", initializer, "units", 400, "layers", 1)),
                200,
                new Head.Softmax(10),
                100,
                1,
                1);
        var layer = plan.network().hidden().get(0);

        MultiLayerNetwork network = Networks.initial(plan);

        INDArray weights = network.getParam("0_W");
        double deviation = layer.initializer().deviation(200, 400);
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(deviation, offset(0.01 * deviation));
        assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, offset(0.02 * deviation));
        if (layer.initializer().isUniform()) {
            assertThat(weights.maxNumber().doubleValue())
                    .isCloseTo(layer.initializer().bound(200, 400), offset(0.01 * deviation));
        } else {
            assertThat(weights.maxNumber().doubleValue()).isGreaterThan(3.5 * deviation);
        }
        assertThat(network.getParam("0_b").amaxNumber().doubleValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"normal, 0.3, 0.3", "uniform, 0.3, 0.173205", "orthogonal, 2, 0.1"})
    void normal_uniform_and_orthogonal_weights_spread_by_their_scale(
            String initializer, double scale, double deviation) {
        var plan = Plans.mlp(
                new Parameters(Map.of("initializer", initializer, "weight_scale", scale, "units", 400, "layers", 1)),
                200,
                new Head.Softmax(10),
                100,
                1,
                1);

        INDArray weights = Networks.initial(plan).getParam("0_W");

        assertThat(weights.stdNumber().doubleValue()).isCloseTo(deviation, offset(0.01 * deviation));
        assertThat(plan.network().hidden().get(0).initializer().deviation(200, 400))
                .isCloseTo(deviation, offset(1e-5));
    }

    @Test
    void orthogonal_weights_keep_lengths_and_angles() {
        var plan = Plans.mlp(
                new Parameters(Map.of("initializer", "orthogonal", "weight_scale", 2.0, "units", 60, "layers", 1)),
                40,
                new Head.Softmax(10),
                100,
                1,
                1);
        MultiLayerNetwork network = Networks.initial(plan);

        INDArray rows = network.getParam("0_W");
        assertThat(rows.mmul(rows.transpose()).distance2(Nd4j.eye(40).mul(4))).isLessThan(1e-4);
        INDArray columns = network.getParam("1_W");
        assertThat(columns.transpose().mmul(columns).distance2(Nd4j.eye(10).mul(4)))
                .isLessThan(1e-4);
    }

    @Test
    void class_vectors_of_a_cosine_head_are_of_unit_length_before_and_after_a_step() {
        var plan = Plans.mlp(
                new Parameters(Map.of("loss", "ldam", "units", 6, "learning_rate", 0.1)),
                4,
                new Head.Softmax(3),
                6,
                1,
                7);
        MultiLayerNetwork network = Networks.initial(plan);
        String vectors = network.getnLayers() - 1 + "_W";

        assertThat(network.getParam(vectors).norm2(0).distance2(Nd4j.ones(3))).isLessThan(1e-5);
        INDArray before = network.getParam(vectors).dup();
        network.fit(
                Nd4j.rand(DataType.FLOAT, 5, 4),
                Nd4j.eye(5).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c'));
        assertThat(network.getParam(vectors).distance2(before)).isGreaterThan(0.01);
        assertThat(network.getParam(vectors).norm2(0).distance2(Nd4j.ones(3))).isLessThan(1e-5);
    }

    /** A dropped feature is 0 before the vector is scaled, so its length stays 1 however many are dropped. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "rnn"})
    void features_of_a_cosine_head_are_of_unit_length_under_dropout_too(String model) {
        InputShape shape = switch (model) {
            case "cnn" -> new InputShape.Image(1, 4, 4);
            case "rnn" -> new InputShape.Series(2, 8);
            default -> new InputShape.Flat(16);
        };
        Map<String, Object> knobs = new LinkedHashMap<>(Map.of("loss", "ldam", "activation", "tanh"));
        knobs.put(model.equals("cnn") ? "block_dropout" : "dropout", 0.5);
        if (model.equals("cnn")) {
            knobs.put("head_layers", 0);
        }
        PreparedData data = Shapes.classes(shape, 200);
        MultiLayerNetwork network = Networks.initial(Shapes.plan(model, new Parameters(knobs), shape, data, 1));
        Nd4j.getRandom().setSeed(3);

        INDArray rows = model.equals("rnn") ? Nd4j.rand(DataType.FLOAT, 200, 2, 8) : Nd4j.rand(DataType.FLOAT, 200, 16);
        INDArray features = network.feedForward(rows, true).get(network.getnLayers() - 1);

        INDArray lengths = features.norm2(1);
        assertThat(lengths.maxNumber().doubleValue()).isCloseTo(1, offset(1e-5));
        assertThat(lengths.meanNumber().doubleValue()).isGreaterThan(0.98);
        assertThat(features.eq(0).castTo(DataType.FLOAT).meanNumber().doubleValue())
                .as("share of features dropped")
                .isCloseTo(0.5, offset(0.05));
        assertThat(network.getLayer(network.getnLayers() - 1).conf().getLayer().getIDropout())
                .as("dropout after the features")
                .isNull();
    }

    /** Moves every parameter a little up and down, through a cosine head and weighted rows. */
    @ParameterizedTest
    @ValueSource(strings = {"ldam", "focal", "cross_entropy"})
    void the_gradient_of_a_whole_network_is_that_of_finite_differences(String loss) {
        var plan = Plans.mlp(
                new Parameters(Map.of(
                        "loss", loss, "units", 5, "layers", 1, "activation", "tanh", "class_weights", "inverse_sqrt")),
                4,
                new Head.Softmax(3),
                6,
                1,
                7);
        MultiLayerNetwork network = Networks.initial(plan);
        Nd4j.getRandom().setSeed(3);
        network.setInput(Nd4j.rand(DataType.FLOAT, 6, 4));
        INDArray weights = Nd4j.createFromArray(new float[][] {{1}, {2}, {0.5f}, {1}, {1}, {3}});
        network.setLabels(
                Nd4j.vstack(Nd4j.eye(3), Nd4j.eye(3)).castTo(DataType.FLOAT).muliColumnVector(weights));
        network.computeGradientAndScore();
        INDArray gradient = network.getFlattenedGradients().dup().divi(6);
        INDArray params = network.params();
        double most = gradient.amaxNumber().doubleValue();
        float step = 1f / 256;
        for (int i = 0; i < params.length(); i++) {
            float before = params.getFloat(i);
            params.putScalar(i, before + step);
            network.computeGradientAndScore();
            double above = network.score();
            params.putScalar(i, before - step);
            network.computeGradientAndScore();
            double below = network.score();
            params.putScalar(i, before);
            assertThat(gradient.getDouble(i))
                    .as("parameter %d", i)
                    .isCloseTo((above - below) / (2 * step), offset(0.01 * most));
        }
    }

    /** By hand over three steps: the moments are Adam's own, and η·λ·w is subtracted besides the step. */
    @Test
    void adamw_is_its_definition() {
        Map<String, INDArray> now = params("adamw", false, 0, 0);
        double[] w = new double[24];
        double[] m = new double[24];
        double[] v = new double[24];
        for (int i = 0; i < 24; i++) {
            w[i] = param(now, "0_W").dup('c').data().getDouble(i);
        }
        MultiLayerNetwork network = adamw();
        for (int t = 1; t <= 3; t++) {
            network.setInput(rows());
            network.setLabels(labels());
            network.computeGradientAndScore();
            INDArray gradient = network.gradient().getGradientFor("0_W").div(5).dup('c');
            for (int i = 0; i < 24; i++) {
                double g = gradient.data().getDouble(i);
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                double step = 0.1 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
                w[i] -= step * m[i] / (Math.sqrt(v[i]) + 1e-8) + 0.1 * 0.5 * w[i];
            }
            network.fit(rows(), labels());
            for (int i = 0; i < 24; i++) {
                assertThat(network.getParam("0_W").dup('c').data().getDouble(i)).isCloseTo(w[i], offset(1e-5));
            }
        }
    }

    private static MultiLayerNetwork adamw() {
        return Networks.initial(Plans.mlp(
                new Parameters(Map.of("units", 6, "optimizer", "adamw", "learning_rate", 0.1, "weight_decay", 0.5)),
                4,
                new Head.Softmax(3),
                5,
                1,
                7));
    }

    private static INDArray rows() {
        Nd4j.getRandom().setSeed(3);
        return Nd4j.rand(DataType.FLOAT, 5, 4);
    }

    private static INDArray labels() {
        return Nd4j.eye(5).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c');
    }

    @Test
    void the_same_plan_begins_with_the_same_weights_and_another_seed_with_others() {
        var plan = Plans.mlp(Parameters.none(), 8, new Head.Softmax(3), 100, 1, 1);

        assertThat(Networks.initial(plan).params())
                .isEqualTo(Networks.initial(plan).params());
        assertThat(Networks.initial(Plans.mlp(Parameters.none(), 8, new Head.Softmax(3), 100, 1, 2))
                        .params())
                .isNotEqualTo(Networks.initial(plan).params());
    }

    /**
     * The step with decay, less the step without: λ·η·w at the same weights, for adamw and for plain gradient
     * descent.
     */
    @ParameterizedTest
    @CsvSource({"adamw, false", "adamw, true", "sgd, false", "sgd, true"})
    void weight_decay_takes_its_share_of_the_weights_alone(String optimizer, boolean batchNorm) {
        Map<String, INDArray> before = params(optimizer, batchNorm, 0, 0);
        Map<String, INDArray> plain = params(optimizer, batchNorm, 0, 1);
        Map<String, INDArray> decayed = params(optimizer, batchNorm, 0.5, 1);

        before.forEach((name, weights) -> {
            INDArray difference = param(plain, name).sub(param(decayed, name));
            INDArray expected = name.endsWith("_W") ? weights.mul(0.1 * 0.5) : Nd4j.zeros(weights.shape());
            assertThat(difference.distance2(expected)).as(name).isLessThan(1e-5);
        });
    }

    @Test
    void weight_decay_enters_the_moments_of_adam() {
        Map<String, INDArray> before = params("adam", false, 0, 0);
        Map<String, INDArray> plain = params("adam", false, 0, 1);
        Map<String, INDArray> decayed = params("adam", false, 0.5, 1);

        INDArray difference = param(plain, "0_W").sub(param(decayed, "0_W"));
        assertThat(difference.distance2(param(before, "0_W").mul(0.1 * 0.5))).isGreaterThan(0.01);
        assertThat(plain.get("0_b")).isEqualTo(decayed.get("0_b"));
    }

    private static Map<String, INDArray> params(String optimizer, boolean batchNorm, double decay, int steps) {
        MultiLayerNetwork network = Networks.initial(Plans.mlp(
                new Parameters(Map.of(
                        "units", 6,
                        "optimizer", optimizer,
                        "learning_rate", 0.1,
                        "batch_norm", batchNorm,
                        "weight_decay", decay)),
                4,
                new Head.Softmax(3),
                5,
                1,
                7));
        Nd4j.getRandom().setSeed(3);
        INDArray rows = Nd4j.rand(DataType.FLOAT, 5, 4);
        INDArray labels =
                Nd4j.eye(5).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c');
        Stream.generate(() -> rows).limit(steps).forEach(input -> network.fit(input, labels));
        Map<String, INDArray> copies = new LinkedHashMap<>();
        network.paramTable().forEach((name, values) -> copies.put(name, values.dup()));
        return copies;
    }

    private static INDArray param(Map<String, INDArray> params, String name) {
        return Objects.requireNonNull(params.get(name), name);
    }

    private static INDArray ends() {
        return Nd4j.createFromArray(new float[][] {{1, -1}});
    }
}
