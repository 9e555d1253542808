package dev.trialstream.benchmarks;

import dev.trialstream.metrics.judge.LocalJudge;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.ObeyedDecision;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.StudyRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A study with simulated workers. Planner and judge answer each event as they would from Kafka, and the time of each is
 * added up. The same request and seed give the same events.
 */
final class SyntheticStudy {
    static final String OBJECTIVE = "validation_error";
    static final String FURTHER = "latency";
    private static final String STUDY = "s";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SLOTS = 16;

    private final StudyPlanner planner = new StudyPlanner(STUDY, Samplers.onClassPath());
    private final LocalJudge judge = new LocalJudge(StoppingRules.onClassPath());
    private final Random random;
    private final List<Worker> workers = new ArrayList<>();
    private final Map<String, Decision> orders = new HashMap<>();
    private final Deque<Fact> inbox = new ArrayDeque<>();
    private long milliseconds;

    private long plannerNanos;
    private long plannerEvents;
    private long judgeNanos;
    private long judgeEvents;

    private static final class Worker {
        private final Job.Train job;
        private final double goal;
        private final double latency;
        private int epoch;
        private boolean claimed;
        private boolean late;

        private Worker(Job.Train job) {
            this.job = job;
            this.epoch = job.curve().lastEpoch();
            Random ofTrial = new Random(job.number());
            this.goal = ofTrial.nextDouble();
            this.latency = 1 + 9 * ofTrial.nextDouble();
            this.late = ofTrial.nextInt(8) == 0;
        }
    }

    /** @param request of a study whose trainer is not built in, with its objective */
    SyntheticStudy(StudyRequest request, long seed) {
        this.random = new Random(seed);
        tell(new Fact.Submitted(request, "r"));
        tell(new Fact.SlotsGranted(SLOTS, 1));
    }

    StudyLog log() {
        return planner.log();
    }

    int trials() {
        return log().trials(Role.SEARCH).size();
    }

    void growTo(int trials) {
        while (trials() < trials) {
            step();
        }
    }

    /**
     * Cost of an event.
     *
     * @param planner µs for an input, including all its consequences
     * @param judge µs for an event of the history
     */
    record Cost(double planner, double judge) {}

    /** The mean cost of the next {@code inputs} events. */
    Cost measure(int inputs) {
        plannerNanos = plannerEvents = judgeNanos = judgeEvents = 0;
        for (int i = 0; i < inputs; i++) {
            step();
        }
        return new Cost(plannerNanos / 1e3 / plannerEvents, judgeNanos / 1e3 / judgeEvents);
    }

    private void step() {
        Fact next = inbox.poll();
        if (next != null) {
            tell(next);
            return;
        }
        int at = random.nextInt(workers.size());
        Worker worker = workers.get(at);
        Fact fact = next(worker);
        if (!(fact instanceof Fact.Claimed || fact instanceof Fact.Epoch)) {
            workers.remove(at);
        }
        tell(fact);
    }

    /** One worker in eight trains one more epoch before a decision reaches it. */
    private Fact next(Worker worker) {
        String trial = worker.job.job();
        int attempt = worker.job.attempt();
        if (!worker.claimed) {
            worker.claimed = true;
            return new Fact.Claimed(trial, attempt, "w");
        }
        Decision order = orders.get(trial);
        boolean late = worker.late && worker.epoch < worker.job.epochs();
        worker.late &= order == null;
        if (order != null && !late) {
            orders.remove(trial);
            return ObeyedDecision.fact(order, trial, attempt, "w", worker.epoch).orElseThrow();
        }
        return worker.epoch == worker.job.epochs()
                ? new Fact.Completed(trial, attempt, "w", worker.epoch)
                : epoch(worker, trial, attempt);
    }

    private Fact epoch(Worker worker, String trial, int attempt) {
        worker.epoch++;
        double error = worker.goal + Math.exp(-worker.epoch / 3.0) + 0.05 * random.nextDouble();
        return new Fact.Epoch(
                trial,
                attempt,
                "w",
                worker.epoch,
                Map.of(OBJECTIVE, error, "validation_loss", 2 * error, FURTHER, worker.latency + random.nextDouble()),
                1.5,
                700,
                null);
    }

    private void tell(Fact fact) {
        HistoryEvent event = HistoryEvent.of(STUDY, START.plusMillis(milliseconds++), "w", null, fact);
        long began = System.nanoTime();
        List<Output> outputs = planner.react(event);
        plannerNanos += System.nanoTime() - began;
        plannerEvents++;
        hear(event);
        for (Output output : outputs) {
            if (output instanceof Output.Append append) {
                hear(append.event());
            } else if (output instanceof Output.Dispatch dispatch && dispatch.job() instanceof Job.Train job) {
                orders.remove(job.job());
                workers.add(new Worker(job));
            }
        }
    }

    private void hear(HistoryEvent event) {
        long began = System.nanoTime();
        LocalJudge.Conclusions said = judge.judge(event);
        judgeNanos += System.nanoTime() - began;
        judgeEvents++;
        said.decisions().forEach(this::obey);
    }

    private void obey(Decision decision) {
        switch (decision.type()) {
            case STOP, PAUSE -> orders.put(decision.job(), decision);
            case RESUME -> inbox.add(new Fact.Resumed((Decision.Resume) decision));
            case RETIRE -> inbox.add(new Fact.Retired((Decision.Retire) decision));
            case SUSPEND, CONFIRM, PROMOTE, DIAGNOSE, FENCE -> {} // irrelevant to a running search
        }
    }
}
