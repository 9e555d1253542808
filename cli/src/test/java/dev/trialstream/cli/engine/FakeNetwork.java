package dev.trialstream.cli.engine;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.training.engine.TrainedModel;
import dev.trialstream.training.plan.Body;
import dev.trialstream.training.plan.DenseLayer;
import dev.trialstream.training.plan.Plan;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One hidden layer of rectifiers and a linear output. For each hidden unit: the weights of its inputs, then its bias;
 * then the same for each output.
 */
final class FakeNetwork implements TrainedModel {
    private static final int MAGIC = 0x46414B45;

    private final int inputs;
    private final int units;
    private final int outputs;
    private final float[] weights;

    private FakeNetwork(int inputs, int units, int outputs, float[] weights) {
        this.inputs = inputs;
        this.units = units;
        this.outputs = outputs;
        this.weights = weights;
    }

    static FakeNetwork of(Plan plan, float[] weights) {
        return new FakeNetwork(
                plan.network().inputs(),
                layer(plan).width(),
                plan.network().head().width(),
                weights);
    }

    static FakeNetwork initial(Plan plan) {
        int inputs = plan.network().inputs();
        int units = layer(plan).width();
        int outputs = plan.network().head().width();
        Random random = new Random(Seeds.ofEpoch(plan.seed(), 0));
        float[] weights = new float[units * (inputs + 1) + outputs * (units + 1)];
        for (int unit = 0; unit < units; unit++) {
            fill(weights, unit * (inputs + 1), inputs, layer(plan).initializer().deviation(inputs, units), random);
        }
        for (int output = 0; output < outputs; output++) {
            int at = units * (inputs + 1) + output * (units + 1);
            fill(weights, at, units, plan.network().output().deviation(units, outputs), random);
        }
        return of(plan, weights);
    }

    private static void fill(float[] weights, int at, int count, double deviation, Random random) {
        for (int i = 0; i < count; i++) {
            weights[at + i] = (float) (deviation * random.nextGaussian());
        }
    }

    private static DenseLayer layer(Plan plan) {
        return ((Body.Perceptron) plan.network().body()).layers().get(0);
    }

    float[] weights() {
        return weights;
    }

    int units() {
        return units;
    }

    /** Output of the hidden layer for the row that starts at {@code at}. */
    float[] hidden(float[] rows, int at) {
        float[] hidden = new float[units];
        for (int unit = 0; unit < units; unit++) {
            int own = unit * (inputs + 1);
            float sum = weights[own + inputs];
            for (int i = 0; i < inputs; i++) {
                sum += weights[own + i] * rows[at + i];
            }
            hidden[unit] = Math.max(0, sum);
        }
        return hidden;
    }

    float[] logits(float[] hidden) {
        float[] logits = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            int own = units * (inputs + 1) + output * (units + 1);
            logits[output] = weights[own + units];
            for (int unit = 0; unit < units; unit++) {
                logits[output] += weights[own + unit] * hidden[unit];
            }
        }
        return logits;
    }

    /** Adds the gradient of one row's loss to {@code sum}. */
    void backward(float[] rows, int at, float[] hidden, double[] byLogit, double[] sum) {
        double[] byUnit = new double[units];
        for (int output = 0; output < outputs; output++) {
            int own = units * (inputs + 1) + output * (units + 1);
            for (int unit = 0; unit < units; unit++) {
                sum[own + unit] += byLogit[output] * hidden[unit];
                byUnit[unit] += byLogit[output] * weights[own + unit];
            }
            sum[own + units] += byLogit[output];
        }
        for (int unit = 0; unit < units; unit++) {
            if (hidden[unit] > 0) {
                int own = unit * (inputs + 1);
                for (int i = 0; i < inputs; i++) {
                    sum[own + i] += byUnit[unit] * rows[at + i];
                }
                sum[own + inputs] += byUnit[unit];
            }
        }
    }

    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            for (int number : new int[] {MAGIC, inputs, units, outputs}) {
                out.writeInt(number);
            }
            for (float weight : weights) {
                out.writeFloat(weight);
            }
        }
    }

    static FakeNetwork read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("begins otherwise");
            }
            int inputs = in.readInt();
            int units = in.readInt();
            int outputs = in.readInt();
            float[] weights = new float[units * (inputs + 1) + outputs * (units + 1)];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = in.readFloat();
            }
            return new FakeNetwork(inputs, units, outputs, weights);
        }
    }

    @Override
    public boolean takes(int width) {
        return width == inputs;
    }

    @Override
    public String inputs() {
        return String.valueOf(inputs);
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public float[] outputs(float[] rows, int count, int @Nullable [] lengths) {
        float[] all = new float[count * outputs];
        for (int row = 0; row < count; row++) {
            System.arraycopy(logits(hidden(rows, row * inputs)), 0, all, row * outputs, outputs);
        }
        return all;
    }

    @Override
    public void close() {}
}
