package dev.trialstream.cli.engine;

import dev.trialstream.training.engine.BadModel;
import dev.trialstream.training.engine.Checkpoint;
import dev.trialstream.training.engine.Engine;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.engine.Support;
import dev.trialstream.training.engine.TrainedModel;
import dev.trialstream.training.plan.Activation;
import dev.trialstream.training.plan.Body;
import dev.trialstream.training.plan.Clipping;
import dev.trialstream.training.plan.DenseLayer;
import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.plan.Optimizer;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.worker.train.BadCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Classifies with one hidden layer of rectifiers, trained by plain gradient descent: a minimal engine. */
public final class FakeEngine implements Engine {
    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Support supports(Plan plan) {
        if (!(plan.network().body() instanceof Body.Perceptron perceptron)) {
            return Support.lacks("model", plan.network().body() instanceof Body.Convolutional ? "cnn" : "rnn");
        } else if (perceptron.layers().size() != 1) {
            return Support.lacks("layers", perceptron.layers().size());
        } else if (!(plan.loss() instanceof Loss.CrossEntropy)) {
            return Support.lacks("loss", named(plan.loss()));
        } else if (!(plan.optimizer() instanceof Optimizer.Sgd)) {
            return Support.lacks("optimizer", named(plan.optimizer()));
        } else if (plan.classWeights() != null) {
            return Support.lacks("class_weights", "of any kind");
        } else if (!plan.clipping().equals(Clipping.NONE)) {
            return Support.lacks("clip_norm", plan.clipping().norm());
        } else if (plan.weightDecay() > 0) {
            return Support.lacks("weight_decay", plan.weightDecay());
        } else if (plan.network().inputDropout() > 0) {
            return Support.lacks("input_dropout", plan.network().inputDropout());
        }
        return supports(perceptron.layers().get(0));
    }

    private static Support supports(DenseLayer layer) {
        if (layer.activation() != Activation.RELU) {
            return Support.lacks("activation", layer.activation().name().toLowerCase(Locale.ROOT));
        } else if (layer.batchNorm()) {
            return Support.lacks("batch_norm", true);
        } else if (layer.dropout() > 0) {
            return Support.lacks("dropout", layer.dropout());
        } else if (layer.initializer().isOrthogonal() || layer.initializer().isUniform()) {
            return Support.lacks(
                    "initializer", layer.initializer().kind().name().toLowerCase(Locale.ROOT));
        }
        return Support.FULL;
    }

    private static String named(Object method) {
        return method.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public Session open(Plan plan, PreparedData data, byte @Nullable [] checkpoint) {
        if (checkpoint == null) {
            return new FakeSession(name(), plan, data, FakeNetwork.initial(plan), 0);
        }
        Checkpoint state = Checkpoint.read(checkpoint);
        Checkpoint.Header header = state.header();
        if (!header.engine().equals(name())
                || !plan.hasFingerprint(header.plan())
                || !header.preparation().equals(data.preparation())) {
            throw new BadCheckpoint("is of another engine, plan or preparation");
        }
        return new FakeSession(name(), plan, data, FakeNetwork.of(plan, state.parameters()), header.epoch());
    }

    @Override
    public TrainedModel load(Path file) {
        try {
            return FakeNetwork.read(file);
        } catch (IOException e) {
            throw new BadModel(file, "is no model of the fake engine", e);
        }
    }
}
