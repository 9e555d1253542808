package dev.trialstream.policy.whatif;

import dev.trialstream.policy.stopping.CurveIndex;
import dev.trialstream.policy.stopping.NewEpoch;
import dev.trialstream.policy.stopping.StoppingRule;
import dev.trialstream.policy.stopping.Verdict;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Simulates a study on recorded trials: some workers train them in a given order, one epoch each in turn, and a rule
 * decides which stop and which wait. A trial that may continue goes before a new one. The decisions are the judge's,
 * because the rule is the same. The simulation assumes that every epoch takes the same time.
 */
public final class Simulation {
    private final Study study;
    private final StoppingRule rule;
    private final List<Recorded> order;
    private final CurveIndex curves;
    private final int[] trained;
    private final Map<Integer, NewEpoch> paused = new TreeMap<>();
    private final Deque<Integer> resumed = new ArrayDeque<>();
    private int next;

    private Simulation(Study study, StoppingRule rule, List<Recorded> order) {
        this.study = study;
        this.rule = rule;
        this.order = order;
        this.curves = new CurveIndex(study.objective());
        this.trained = new int[order.size()];
    }

    /**
     * Number of epochs that each trial is trained, in the order given.
     *
     * @param order the trials in the order of their proposal; the budget of the study limits their epochs
     * @param workers at least 1
     */
    public static int[] run(Study study, StoppingRule rule, List<Recorded> order, int workers) {
        return new Simulation(study, rule, order).run(workers);
    }

    private int[] run(int workers) {
        List<Integer> training = new ArrayList<>();
        while (true) {
            while (training.size() < workers && (!resumed.isEmpty() || next < order.size())) {
                training.add(resumed.isEmpty() ? next++ : resumed.poll());
            }
            if (training.isEmpty()) {
                return trained;
            }
            training.removeIf(trial -> !goesOn(trial));
        }
    }

    /** Trains one more epoch; returns whether the worker continues with the trial. */
    private boolean goesOn(int trial) {
        trained[trial]++;
        Curve curve = order.get(trial).curve().upTo(trained[trial]);
        String id = Ids.trial(study.study(), trial + 1);
        curves.put(id, curve);
        NewEpoch epoch = new NewEpoch(id, curve);
        Verdict verdict =
                study.judgedBeside().holdsOut(trial + 1) ? new Verdict.GoOn() : rule.judge(study, curves, epoch);
        if (verdict instanceof Verdict.Pause) {
            paused.put(trial, epoch);
        }
        if (rule.pauses()) {
            resume();
        }
        return verdict instanceof Verdict.GoOn && trained[trial] < end(trial);
    }

    private int end(int trial) {
        return Math.min(study.budget().epochs(), order.get(trial).curve().lastEpoch());
    }

    private void resume() {
        for (Verdict.Resume resume : rule.resume(study, curves, List.copyOf(paused.values()))) {
            int trial = Ids.numberOf(resume.trial()) - 1;
            paused.remove(trial);
            resumed.add(trial);
        }
    }
}
