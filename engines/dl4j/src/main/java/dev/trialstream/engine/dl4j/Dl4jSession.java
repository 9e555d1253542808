package dev.trialstream.engine.dl4j;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.training.engine.Checkpoint;
import dev.trialstream.training.engine.EpochStats;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.LayerSpread;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.plan.ClassWeights;
import dev.trialstream.training.plan.Head;
import dev.trialstream.training.plan.LearningRateSchedule;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.worker.train.BadCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One network in training. */
final class Dl4jSession implements Session {
    /** Maximum number of steps per epoch whose gradients are measured. */
    private static final int MEASURED = 16;

    private final String engine;
    private final Plan plan;
    private final PreparedData data;
    private final LearningRateSchedule pace;
    private final RowFormat format;
    private final Blueprint blueprint;
    private final MultiLayerNetwork network;
    private final GradientWatch watch;
    private final Map<Part, Evaluator> evaluators = new EnumMap<>(Part.class);
    private @Nullable Batches batches;
    private int epoch;

    Dl4jSession(String engine, Plan plan, PreparedData data) {
        this.engine = engine;
        this.plan = plan;
        this.data = data;
        this.pace = LearningRateSchedule.of(plan);
        this.format = RowFormat.of(plan);
        this.blueprint = Blueprint.trained(plan, Updaters.of(plan.optimizer(), pace));
        this.network = NativeMemory.use(() -> Networks.initial(plan, blueprint));
        this.watch = new GradientWatch(plan.clipping());
        network.setListeners(watch);
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public Optional<EpochStats> trainEpoch(BooleanSupplier interrupted) {
        long seed = Seeds.ofEpoch(plan.seed(), epoch + 1);
        // The generator belongs to the thread. Seeded again each epoch, it gives the same dropout after a resume.
        Nd4j.getRandom().setSeed(seed);
        double loss = 0;
        List<Batches.Batch> shuffled = NativeMemory.use(() -> batches().shuffled(seed, weights()));
        int every = (shuffled.size() + MEASURED - 1) / MEASURED;
        watch.reset();
        for (int i = 0; i < shuffled.size(); i++) {
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            Batches.Batch batch = shuffled.get(i);
            watch.next(i % every == 0);
            loss += NativeMemory.use(() -> step(batch));
            if (!Double.isFinite(loss)) {
                break;
            }
        }
        network.incrementEpochCount();
        epoch++;
        int last = Math.max(0, network.getIterationCount() - 1);
        return Optional.of(new EpochStats(
                data.train().count(),
                loss / shuffled.size(),
                pace.rateAt(last),
                pace.momentumAt(last).orElse(plan.optimizer().momentum()),
                watch.gradientNorm(),
                watch.updateRatio()));
    }

    /** Class weights for the next epoch. */
    private double @Nullable [] weights() {
        ClassWeights weights = plan.classWeights();
        return weights == null || epoch < weights.from(plan.epochs())
                ? null
                : weights.weights().stream().mapToDouble(w -> w).toArray();
    }

    /** Takes a step and returns the loss before it. */
    private double step(Batches.Batch batch) {
        if (batch.mask() == null) {
            network.fit(batch.features(), batch.answers());
        } else {
            network.fit(batch.features(), batch.answers(), batch.mask(), null);
        }
        return network.score();
    }

    private Batches batches() {
        if (batches == null) {
            batches = new Batches(
                    data.train(), format, plan.batchSize(), plan.network().normalises());
        }
        return batches;
    }

    @Override
    public Evaluation evaluate(Part part) {
        return NativeMemory.use(() -> evaluators.computeIfAbsent(part, this::evaluator))
                .evaluate(network, plan.loss(), scale());
    }

    private double scale() {
        return plan.network().head() instanceof Head.Cosine cosine ? cosine.scale() : 1;
    }

    @Override
    public double deadUnits() {
        return NativeMemory.use(() -> new Prober(network, blueprint.layers())
                .deadUnits(evaluators.computeIfAbsent(Part.TRAIN, this::evaluator)));
    }

    @Override
    public List<LayerSpread> probe() {
        watch.next(false);
        return NativeMemory.use(() -> new Prober(network, blueprint.layers())
                .spreads(evaluators.computeIfAbsent(Part.TRAIN, this::evaluator)));
    }

    private Evaluator evaluator(Part part) {
        return switch (part) {
            case TRAIN -> Evaluator.ofTraining(data.train(), format);
            case VALIDATION -> Evaluator.ofUnseen(data.validation(), format);
            case TEST -> Evaluator.ofUnseen(data.test(), format);
        };
    }

    @Override
    public byte[] snapshot() {
        float[] parameters = NativeMemory.use(() -> floats(network.params()));
        float[] optimizer = NativeMemory.use(() -> floats(network.getUpdater().getStateViewArray()));
        Checkpoint.Header header = new Checkpoint.Header(
                engine,
                plan.fingerprint(),
                epoch,
                network.getIterationCount(),
                plan.seed(),
                parameters.length,
                optimizer.length,
                data.preparation());
        return new Checkpoint(header, parameters, optimizer).bytes();
    }

    void restore(Checkpoint state) {
        NativeMemory.run(() -> takeUp(state));
        epoch = state.header().epoch();
    }

    private void takeUp(Checkpoint state) {
        put(state.parameters(), network.params(), "parameters");
        put(state.optimizer(), network.getUpdater().getStateViewArray(), "numbers of optimizer state");
        network.setIterationCount(state.header().iteration());
        network.setEpochCount(state.header().epoch());
    }

    @Override
    public void export(Path file) {
        NativeMemory.run(() -> write(file));
    }

    private void write(Path file) {
        MultiLayerNetwork model = Networks.portable(plan, network.params());
        try {
            ModelSerializer.writeModel(model, file.toFile(), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model to " + file, e);
        }
    }

    /** Like DL4J's {@code close}, but without a full garbage collection, which takes longer than a short trial. */
    @Override
    public void close() {
        NativeMemory.run(this::free);
    }

    private void free() {
        List<@Nullable INDArray> own = Arrays.asList(
                network.getUpdater().getStateViewArray(), network.getFlattenedGradients(), network.params());
        own.forEach(Dl4jSession::release);
        evaluators.values().forEach(Evaluator::close);
        if (batches != null) {
            batches.close();
        }
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    private static void release(@Nullable INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }

    /** Optimizers without state have no array. */
    private static float[] floats(@Nullable INDArray array) {
        return array == null ? new float[0] : array.dup('c').data().asFloat();
    }

    private static void put(float[] from, @Nullable INDArray to, String what) {
        long length = to == null ? 0 : to.length();
        if (from.length != length) {
            throw new BadCheckpoint("expected " + length + " " + what + ", found " + from.length);
        }
        if (to != null) {
            to.assign(Nd4j.createFromArray(from).reshape(to.shape()));
        }
    }
}
