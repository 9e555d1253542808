package dev.trialstream.training.network;

import dev.trialstream.protocol.message.Job;
import dev.trialstream.training.engine.EpochStats;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.engine.Session.Part;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.plan.PlanBuilder;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.worker.train.EpochReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One network: probed before its first epoch and evaluated after each one. */
final class NetworkRun implements TrialNetworks.Run {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkRun.class);

    private final Session session;
    private final Plan plan;
    private final PreparedData data;
    private final Job.Train job;
    private final Metrics metrics;
    private final DivergenceCheck divergence;

    /** @param session closed together with the run */
    NetworkRun(Session session, Plan plan, PreparedData data, Job.Train job) {
        this.session = session;
        this.plan = plan;
        this.data = data;
        this.job = job;
        this.metrics = Metrics.of(data);
        this.divergence = new DivergenceCheck(plan);
    }

    @Override
    public int epoch() {
        return session.epoch();
    }

    @Override
    public Optional<EpochReport> train(BooleanSupplier interrupted) {
        Map<String, Double> measured = new HashMap<>();
        List<String> notes = new ArrayList<>();
        if (session.epoch() == 0) {
            begin(measured, notes);
        }
        long start = System.nanoTime();
        Optional<EpochStats> stats = session.trainEpoch(interrupted);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (stats.isEmpty()) {
            return Optional.empty();
        }
        measure(stats.get(), measured);
        return Optional.of(new EpochReport(
                session.epoch(),
                measured,
                seconds,
                stats.get().rows() / seconds,
                PeakMemory.ofProcess(),
                notes,
                session.snapshot(),
                null,
                null));
    }

    /** Results of the probe before the first epoch, reported with it. */
    private void begin(Map<String, Double> measured, List<String> notes) {
        Probe probe = new Probe(session.probe());
        measured.putAll(probe.metrics());
        notes.addAll(probe.warnings());
        notes.addAll(PlanBuilder.warnings(plan, job.parameters(), data.train().count()));
        notes.forEach(note -> LOG.warn("trial {}: {}", job.job(), note));
    }

    private void measure(EpochStats stats, Map<String, Double> measured) {
        Evaluation training = session.evaluate(Part.TRAIN);
        Optional<Evaluation> validation =
                data.validates() ? Optional.of(session.evaluate(Part.VALIDATION)) : Optional.empty();
        divergence.check(session.epoch(), stats, training, validation).ifPresent(reason -> {
            throw new Diverged(reason);
        });
        measured.putAll(metrics.ofTraining(training));
        validation.ifPresent(evaluation -> measured.putAll(metrics.ofUnseen(Part.VALIDATION, evaluation)));
        measured.putAll(Metrics.ofSteps(stats, session.deadUnits()));
    }

    @Override
    public void close() {
        session.close();
    }
}
