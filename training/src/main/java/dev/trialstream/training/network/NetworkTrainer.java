package dev.trialstream.training.network;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Provenance;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.baseline.Baselines;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.DataHash;
import dev.trialstream.training.engine.Engine;
import dev.trialstream.training.engine.Engines;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.engine.Session.Part;
import dev.trialstream.training.plan.DatasetFacts;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.plan.PlanBuilder;
import dev.trialstream.training.predict.ModelFolder;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.training.prepare.PreparedDataCache;
import dev.trialstream.training.prepare.Recipe;
import dev.trialstream.training.prepare.Resample;
import dev.trialstream.training.prepare.TargetEncoding;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Trains networks: builds prepared data and a plan, which an engine executes. */
public final class NetworkTrainer implements Trainer {
    private final Engines engines;
    private final PreparedDataCache cache;

    /** For {@link java.util.ServiceLoader}. */
    public NetworkTrainer() {
        this(Engines.onClassPath(), PreparedDataCache.ofProcess());
    }

    NetworkTrainer(Engines engines, PreparedDataCache cache) {
        this.engines = engines;
        this.cache = cache;
    }

    @Override
    public String type() {
        return TrainerSpec.NETWORK;
    }

    @Override
    public Outcome train(TrainTask task, EpochSink sink) {
        Job.Train job = task.job();
        int folds = folds(job.requireData().split(), job.rows());
        try (TrialNetworks runs = new TrialNetworks(folds)) {
            Opened opened = open(task, folds, runs);
            EarlyStopping stopping = EarlyStopping.of(job, opened.plan(), runs.epoch());
            return train(runs, job.epochs(), opened.made(), stopping, sink);
        } catch (BadData | IllegalArgumentException | Diverged e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw outOfMemory(e);
        }
    }

    /**
     * A trial that is ready to start.
     *
     * @param plan of its first network
     */
    private record Opened(Plan plan, Provenance made) {}

    /** One network of a trial, ready for an engine. */
    private record Planned(Plan plan, PreparedData data) {}

    private Opened open(TrainTask task, int folds, TrialNetworks runs) {
        Job.Train job = task.job();
        List<Planned> networks = networks(task, folds);
        List<byte[]> states = task.resume() == null ? List.of() : Bundle.split(task.resume(), networks.size());
        Plan first = networks.get(0).plan();
        Engine engine = states.isEmpty()
                ? engines.choose(job.trainer().namedEngine(), first)
                : engines.choose(job.trainer().namedEngine(), first, states.get(0));
        for (int i = 0; i < networks.size(); i++) {
            Planned network = networks.get(i);
            Session session = engine.open(network.plan(), network.data(), states.isEmpty() ? null : states.get(i));
            runs.add(new NetworkRun(session, network.plan(), network.data(), job));
        }
        List<Preparation> preparations =
                networks.stream().map(network -> network.data().preparation()).toList();
        return new Opened(
                first,
                new Provenance(
                        job.requireSha256(),
                        DataHash.ofText(Json.json().writeValueAsString(preparations)),
                        engine.name() + " " + engine.version()));
    }

    /** One network for each seed and fold; a trial without repeats has only the first. */
    private List<Planned> networks(TrainTask task, int folds) {
        Job.Train job = task.job();
        int seeds = job.seeds() == null ? 1 : job.seeds();
        List<Planned> networks = new ArrayList<>();
        for (int i = 0; i < seeds * folds; i++) {
            long seed = i < folds ? job.seed() : Seeds.derive(job.seed(), i / folds, Seeds.Purpose.REPEAT);
            PreparedData data = resampled(
                            cache.get(
                                    task.requireData(),
                                    job.requireData(),
                                    job.requireSha256(),
                                    job.rows(),
                                    i % folds,
                                    recipe(job.trainer(), job.parameters())),
                            job.parameters(),
                            seed)
                    .augmented(job.parameters());
            networks.add(new Planned(plan(job.trainer(), job.parameters(), data, job.epochs(), seed), data));
        }
        return networks;
    }

    /** Number of validation parts; one if rows are split again, or all rows are used for training. */
    private static int folds(Split split, RowUse rows) {
        return split.folds() == null || rows.mode() != RowUse.Mode.AS_SPLIT ? 1 : split.folds();
    }

    private static OutOfMemoryError outOfMemory(OutOfMemoryError cause) {
        String detail = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        OutOfMemoryError error =
                new OutOfMemoryError("out of memory: expected fewer units, layers or rows a batch (" + detail + ")");
        error.initCause(cause);
        return error;
    }

    private static Outcome train(
            TrialNetworks runs, int epochs, Provenance made, EarlyStopping stopping, EpochSink sink) {
        Watch watch = new Watch(sink);
        boolean told = false;
        while (runs.epoch() < epochs) {
            Optional<EpochReport> trained = runs.train(watch);
            if (trained.isEmpty()) {
                return new Outcome.Stopped(runs.epoch(), watch.obeyed());
            }
            EpochReport report = told ? trained.get() : trained.get().with(made);
            told = true;
            Optional<String> enough = stopping.after(report.metrics());
            sink.epoch(enough.map(report::noting).orElse(report));
            if (enough.isPresent()) {
                break;
            }
        }
        return new Outcome.Completed(runs.epoch());
    }

    /**
     * The preparation is not in the checkpoint. It is fitted again, on data that the job's hash proves to be the same.
     * Of several networks, the first is delivered and scored.
     */
    @Override
    public Map<String, Double> deliver(DeliverTask task, Path folder) {
        Job.Deliver job = task.job();
        PreparedData whole =
                cache.get(task.data(), job.data(), job.sha256(), job.rows(), recipe(job.trainer(), job.parameters()));
        // there is no more training; only the number of rows counts
        PreparedData data = resampled(whole, job.parameters(), 0);
        Plan plan = plan(job.trainer(), job.parameters(), data, 0, 0);
        byte[] state = Bundle.split(task.checkpoint()).get(0);
        Engine engine = engines.choose(job.trainer().namedEngine(), plan, state);
        Metrics names = Metrics.of(data);
        try (Session session = engine.open(plan, data, state)) {
            Map<String, Double> metrics = new HashMap<>(names.ofUnseen(Part.TEST, session.evaluate(Part.TEST)));
            metrics.put("test_rows", (double) data.test().count());
            metrics.putAll(names.ofBaselines(Baselines.ofTestRows(whole, plan.loss())));
            if (data.validates()) {
                metrics.putAll(names.ofUnseen(Part.VALIDATION, session.evaluate(Part.VALIDATION)));
            }
            ModelFolder.write(folder, engine, session, data);
            return Map.copyOf(metrics);
        }
    }

    private static PreparedData resampled(PreparedData data, Parameters parameters, long seed) {
        return data.resampled(Resample.of(parameters), Seeds.derive(seed, 0, Seeds.Purpose.CLASS_BALANCE));
    }

    /** The recipe for the data, with the first activation of this kind of network for matched scaling. */
    private static Recipe recipe(TrainerSpec trainer, Parameters parameters) {
        String model = trainer.requireModel();
        Parameters all = parameters.orElse(Hyperparameters.of(model).defaults());
        Parameters first = new Parameters(Map.of("activation", PlanBuilder.firstActivation(model, all)));
        return Recipe.of(first.orElse(all));
    }

    private static Plan plan(TrainerSpec trainer, Parameters parameters, PreparedData data, int epochs, long seed) {
        return PlanBuilder.plan(trainer.requireModel(), parameters, facts(data), epochs, seed);
    }

    private static DatasetFacts facts(PreparedData data) {
        TargetEncoding answers = data.train().answers();
        return new DatasetFacts(
                data.shape(),
                answers.count(),
                answers instanceof TargetEncoding.Classes classes ? rowsOfEach(classes) : List.of());
    }

    private static List<Integer> rowsOfEach(TargetEncoding.Classes answers) {
        int[] counts = new int[answers.classes()];
        Arrays.stream(answers.labels()).forEach(label -> counts[label]++);
        return Arrays.stream(counts).boxed().toList();
    }

    /** Keeps the verdict that interrupted an epoch. */
    private static final class Watch implements BooleanSupplier {
        private final EpochSink sink;
        private @Nullable Decision decision;

        Watch(EpochSink sink) {
            this.sink = sink;
        }

        @Override
        public boolean getAsBoolean() {
            decision = sink.verdict().orElse(null);
            return decision != null;
        }

        Decision obeyed() {
            return Optional.ofNullable(decision).orElseThrow();
        }
    }
}
