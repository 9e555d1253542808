package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.worker.engine.EpochStats;
import dev.trialstream.worker.engine.Evaluation;
import dev.trialstream.worker.engine.Session;
import dev.trialstream.worker.engine.Session.Part;
import dev.trialstream.worker.plan.Plan;
import dev.trialstream.worker.plan.PlanBuilder;
import dev.trialstream.worker.prepare.PreparedData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains one epoch after the other and reports each, until the last, a verdict, or an end of its own. */
final class EpochLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EpochLoop.class);

    private final Session session;
    private final Plan plan;
    private final PreparedData data;
    private final Job.Train job;
    private final EpochSink sink;
    private final Metrics metrics;
    private final Divergence divergence;
    private final EarlyStopping stopping;

    EpochLoop(Session session, Plan plan, PreparedData data, Job.Train job, EpochSink sink) {
        this.session = session;
        this.plan = plan;
        this.data = data;
        this.job = job;
        this.sink = sink;
        this.metrics = Metrics.of(data);
        this.divergence = new Divergence(plan);
        this.stopping = EarlyStopping.of(job, plan, session.epoch());
    }

    Outcome run() {
        Watch watch = new Watch(sink);
        while (session.epoch() < plan.epochs()) {
            Map<String, Double> measured = new HashMap<>();
            List<String> notes = new ArrayList<>();
            if (session.epoch() == 0) {
                begin(measured, notes);
            }
            long start = System.nanoTime();
            Optional<EpochStats> stats = session.trainEpoch(watch);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (stats.isEmpty()) {
                return new Outcome.Stopped(session.epoch(), watch.obeyed());
            }
            Evaluation training = session.evaluate(Part.TRAIN);
            Optional<Evaluation> validation =
                    validates() ? Optional.of(session.evaluate(Part.VALIDATION)) : Optional.empty();
            Optional<String> diverged = divergence.check(session.epoch(), stats.get(), training, validation);
            if (diverged.isPresent()) {
                return new Outcome.Failed(diverged.get());
            }
            measured.putAll(metrics.ofTraining(training));
            validation.ifPresent(evaluation -> measured.putAll(metrics.ofUnseen(Part.VALIDATION, evaluation)));
            measured.putAll(Metrics.ofSteps(stats.get(), session.deadUnits()));
            Optional<String> enough = stopping.after(measured);
            enough.ifPresent(notes::add);
            sink.epoch(new EpochReport(
                    session.epoch(),
                    measured,
                    seconds,
                    stats.get().rows() / seconds,
                    PeakMemory.ofProcess(),
                    notes,
                    session.snapshot(),
                    null));
            if (enough.isPresent()) {
                break;
            }
        }
        return new Outcome.Completed(session.epoch());
    }

    /** What there is to say before the first epoch, said with it. */
    private void begin(Map<String, Double> measured, List<String> notes) {
        Probe probe = new Probe(session.probe());
        measured.putAll(probe.metrics());
        notes.addAll(probe.warnings());
        notes.addAll(PlanBuilder.warnings(plan, job.parameters(), data.train().count()));
        notes.forEach(note -> LOG.warn("trial {}: {}", job.job(), note));
    }

    private boolean validates() {
        return data.validation().count() > 0;
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
