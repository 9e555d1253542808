package dev.trialstream.worker.train;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.knob.Knobs;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.worker.data.BadData;
import dev.trialstream.worker.dl4j.Dl4jEngine;
import dev.trialstream.worker.engine.Engine;
import dev.trialstream.worker.engine.Session;
import dev.trialstream.worker.engine.Session.Part;
import dev.trialstream.worker.plan.Facts;
import dev.trialstream.worker.plan.Plan;
import dev.trialstream.worker.plan.PlanBuilder;
import dev.trialstream.worker.prepare.Answers;
import dev.trialstream.worker.prepare.PreparedData;
import dev.trialstream.worker.prepare.PreparedDataCache;
import dev.trialstream.worker.prepare.Scaling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trains networks: prepared data and a plan, carried out by an engine. */
public final class NetworkTrainer implements Trainer {
    private static final int DATA_SETS_KEPT = 8;

    /** A quarter of the heap, at four bytes a number. */
    private static final long NUMBERS_KEPT = Runtime.getRuntime().maxMemory() / 4 / Float.BYTES;

    private final Engine engine;
    private final PreparedDataCache cache;

    /** As {@link java.util.ServiceLoader} makes it. */
    public NetworkTrainer() {
        this(new Dl4jEngine(), new PreparedDataCache(DATA_SETS_KEPT, NUMBERS_KEPT));
    }

    NetworkTrainer(Engine engine, PreparedDataCache cache) {
        this.engine = engine;
        this.cache = cache;
    }

    @Override
    public String type() {
        return engine.name();
    }

    @Override
    public Outcome train(TrainTask task, EpochSink sink) {
        Job.Train job = task.job();
        try {
            PreparedData data = cache.get(
                    task.requireData(),
                    job.requireData(),
                    job.requireSha256(),
                    job.rows(),
                    scaling(job.trainer(), job.parameters()));
            Plan plan = plan(job.trainer(), job.parameters(), data, job.epochs(), job.seed());
            try (Session session = engine.open(plan, data, task.resume())) {
                return new EpochLoop(session, plan, data, job, sink).run();
            }
        } catch (BadData | IllegalArgumentException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw outOfMemory(e);
        }
    }

    private static OutOfMemoryError outOfMemory(OutOfMemoryError cause) {
        String detail = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        OutOfMemoryError error =
                new OutOfMemoryError("out of memory: expected fewer units, layers or rows a batch (" + detail + ")");
        error.initCause(cause);
        return error;
    }

    /** The preparation is not in the checkpoint: it is fitted anew, on data that the job's hash proves to be the same. */
    @Override
    public Map<String, Double> deliver(DeliverTask task, Path folder) {
        Job.Deliver job = task.job();
        PreparedData data =
                cache.get(task.data(), job.data(), job.sha256(), job.rows(), scaling(job.trainer(), job.parameters()));
        Plan plan = plan(job.trainer(), job.parameters(), data, 0, 0);
        Metrics names = Metrics.of(data);
        try (Session session = engine.open(plan, data, task.checkpoint())) {
            Map<String, Double> metrics = new HashMap<>(names.ofUnseen(Part.TEST, session.evaluate(Part.TEST)));
            metrics.put("test_rows", (double) data.test().count());
            if (data.validation().count() > 0) {
                metrics.putAll(names.ofUnseen(Part.VALIDATION, session.evaluate(Part.VALIDATION)));
            }
            session.export(folder.resolve("model.zip"));
            write(folder.resolve("preparation.json"), data);
            return Map.copyOf(metrics);
        }
    }

    private static void write(Path file, PreparedData data) {
        try {
            Files.write(file, Json.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(data.preparation()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static Scaling scaling(TrainerSpec trainer, Parameters parameters) {
        return Scaling.of(
                parameters.orElse(Knobs.of(trainer.requireModel()).defaults()).text("scaling"));
    }

    private static Plan plan(TrainerSpec trainer, Parameters parameters, PreparedData data, int epochs, long seed) {
        return PlanBuilder.plan(trainer.requireModel(), parameters, facts(data), epochs, seed);
    }

    private static Facts facts(PreparedData data) {
        Answers answers = data.train().answers();
        return new Facts(
                data.shape(),
                answers.count(),
                answers instanceof Answers.Classes classes ? rowsOfEach(classes) : List.of());
    }

    private static List<Integer> rowsOfEach(Answers.Classes answers) {
        int[] counts = new int[answers.classes()];
        Arrays.stream(answers.labels()).forEach(label -> counts[label]++);
        return Arrays.stream(counts).boxed().toList();
    }
}
