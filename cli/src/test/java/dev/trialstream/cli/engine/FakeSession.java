package dev.trialstream.cli.engine;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.training.data.Permutation;
import dev.trialstream.training.engine.Checkpoint;
import dev.trialstream.training.engine.ClassLoss;
import dev.trialstream.training.engine.EpochStats;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.EvaluationAccumulator;
import dev.trialstream.training.engine.LayerSpread;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.plan.LearningRateSchedule;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.TargetEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One network in training, on data small enough to process at once. */
final class FakeSession implements Session {
    private final String engine;
    private final Plan plan;
    private final PreparedData data;
    private final FakeNetwork network;
    private final LearningRateSchedule pace;
    private int epoch;

    FakeSession(String engine, Plan plan, PreparedData data, FakeNetwork network, int epoch) {
        this.engine = engine;
        this.plan = plan;
        this.data = data;
        this.network = network;
        this.pace = LearningRateSchedule.of(plan);
        this.epoch = epoch;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public Optional<EpochStats> trainEpoch(BooleanSupplier interrupted) {
        int[] order = Permutation.of(data.train().count(), Seeds.ofEpoch(plan.seed(), epoch + 1));
        int steps = plan.stepsPerEpoch();
        int first = epoch * steps;
        double loss = 0;
        double norms = 0;
        double ratios = 0;
        for (int step = 0; step < steps; step++) {
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            int from = step * plan.batchSize();
            int to = step == steps - 1 ? order.length : from + plan.batchSize();
            double[] gradient = new double[network.weights().length];
            loss += gradient(Arrays.copyOfRange(order, from, to), gradient);
            double rate = pace.rateAt(first + step);
            norms += norm(gradient);
            ratios += rate * norm(gradient) / norm(weights());
            for (int i = 0; i < gradient.length; i++) {
                network.weights()[i] -= (float) (rate * gradient[i]);
            }
        }
        epoch++;
        double rate = pace.rateAt(first + steps - 1);
        return Optional.of(new EpochStats(order.length, loss / steps, rate, Double.NaN, norms / steps, ratios / steps));
    }

    /** The mean loss of some rows; its derivative by each weight goes into {@code gradient}. */
    private double gradient(int[] rows, double[] gradient) {
        float[] features = data.train().features();
        TargetEncoding.Classes answers = (TargetEncoding.Classes) data.train().answers();
        double loss = 0;
        for (int row : rows) {
            float[] hidden = network.hidden(features, row * data.inputs());
            double[] byLogit = new double[answers.classes()];
            loss += ClassLoss.of(plan.loss())
                    .of(network.logits(hidden), 0, answers.classes(), answers.labels()[row], byLogit);
            network.backward(features, row * data.inputs(), hidden, byLogit, gradient);
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= rows.length;
        }
        return loss / rows.length;
    }

    private double[] weights() {
        double[] weights = new double[network.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = network.weights()[i];
        }
        return weights;
    }

    private static double norm(double[] numbers) {
        return Math.sqrt(Arrays.stream(numbers).map(number -> number * number).sum());
    }

    @Override
    public Evaluation evaluate(Part part) {
        PreparedRows rows = switch (part) {
            case TRAIN -> data.train();
            case VALIDATION -> data.validation();
            case TEST -> data.test();
        };
        EvaluationAccumulator tally = EvaluationAccumulator.ofUnseen(rows, plan.loss());
        tally.add(network.outputs(rows.features(), rows.count()), 0);
        return tally.evaluation();
    }

    @Override
    public double deadUnits() {
        boolean[] alive = new boolean[network.units()];
        for (int row = 0; row < data.train().count(); row++) {
            float[] hidden = network.hidden(data.train().features(), row * data.inputs());
            for (int unit = 0; unit < alive.length; unit++) {
                alive[unit] |= hidden[unit] > 0;
            }
        }
        int dead = 0;
        for (boolean one : alive) {
            dead += one ? 0 : 1;
        }
        return (double) dead / alive.length;
    }

    /** No probe. */
    @Override
    public List<LayerSpread> probe() {
        return List.of();
    }

    @Override
    public byte[] snapshot() {
        float[] weights = network.weights();
        Checkpoint.Header header = new Checkpoint.Header(
                engine,
                plan.fingerprint(),
                epoch,
                epoch * plan.stepsPerEpoch(),
                plan.seed(),
                weights.length,
                0,
                data.preparation());
        return new Checkpoint(header, weights.clone(), new float[0]).bytes();
    }

    @Override
    public void export(Path file) {
        try {
            network.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model to " + file, e);
        }
    }

    @Override
    public void close() {}
}
