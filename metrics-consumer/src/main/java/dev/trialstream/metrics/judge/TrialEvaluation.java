package dev.trialstream.metrics.judge;

import dev.trialstream.policy.diagnosis.TrialDiagnosis;
import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.policy.stopping.NewEpoch;
import dev.trialstream.policy.stopping.Verdict;
import dev.trialstream.policy.whatif.Hypothesis;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.StoppingSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Evaluates events of trials: which trials stop, pause and resume, and which is the best so far. */
final class TrialEvaluation {
    private final EventEvaluation evaluation;
    private final HistoryEvent event;
    private final JudgeState memory;
    private final DecisionFactory decisions;

    TrialEvaluation(EventEvaluation evaluation) {
        this.evaluation = evaluation;
        this.event = evaluation.event();
        this.memory = evaluation.memory();
        this.decisions = new DecisionFactory(event);
    }

    void onRequested(Fact.Requested requested) {
        boolean ours = requested.trial().equals(Ids.trial(memory.study().study(), requested.number()));
        if (ours && memory.find(requested.trial()) == null) {
            evaluation.note(new JudgeStateRecord.Trial(TrialLog.requested(requested), null, null));
        }
    }

    void onJob(Fact.OfJob fact) {
        JudgedTrial trial = memory.find(fact.job());
        if (trial != null && fact instanceof Fact.Epoch epoch) {
            onEpoch(trial, epoch);
        } else if (trial != null && fact instanceof Fact.Restored restored) {
            onRestored(trial, restored);
        } else if (trial != null) {
            onTrial(trial, fact);
        }
    }

    void onOtherRule(StoppingSpec settings) {
        evaluation.note(
                new JudgeStateRecord.Accepted(memory.study().with(study -> study.stopping(settings)), memory.policy()));
        resumeWaiting();
    }

    /** A resumed trial can change the ranking. Retires paused trials only when none is still resuming. */
    void onSettling() {
        if (memory.isResuming()) {
            return;
        }
        for (int number : memory.waiting()) {
            JudgedTrial trial = memory.trial(number);
            evaluation.retire(trial, decisions.retire(trial));
        }
    }

    private void onTrial(JudgedTrial trial, Fact.OfJob fact) {
        TrialLog after = trial.log().after(fact);
        if (after.job().equals(trial.log().job())) {
            return;
        }
        evaluation.note(JudgedTrial.entry(after, stopAfter(trial), pauseAfter(trial)));
        Decision.AtEpoch standing = memory.trial(trial.trial()).standing();
        if (isTakenUp(fact) && standing != null) {
            evaluation.repeat(standing.toAttempt(fact.attempt()));
        }
        follow();
        resumeWaiting();
        if (memory.derives() && after.state().hasEnded() && !trial.log().state().hasEnded() && trial.isOfTheSearch()) {
            JudgedTrial ended = memory.trial(trial.trial());
            TrialDiagnosis.of(memory.study(), ended.log().curve(), after.failure())
                    .forEach(finding -> evaluation.announce(decisions.diagnose(ended, finding)));
        }
    }

    /** Epochs of a model that is lost are judged no longer; the new attempt reports them again. */
    private void onRestored(JudgedTrial trial, Fact.Restored restored) {
        if (!trial.log().mayStartAt(restored)) {
            return;
        }
        evaluation.note(JudgedTrial.entry(trial.log().heardFrom(restored), trial.stop(), trial.pause()));
        if (restored.epoch() < trial.log().curve().lastEpoch()) {
            evaluation.note(new JudgeStateRecord.Rewound(trial.log().number(), restored.epoch()));
            follow();
            resumeWaiting();
        }
    }

    private boolean isTakenUp(Fact.OfJob fact) {
        return fact instanceof Fact.Claimed || (fact instanceof Fact.Dispatched out && out.worker() != null);
    }

    /** The end of a trial shows whether it obeyed: a stop that came too late changes nothing. */
    private Decision.@Nullable Ending stopAfter(JudgedTrial trial) {
        if (event.fact() instanceof Fact.Stopped stopped) {
            return stopped.decision();
        } else if (event.fact() instanceof Fact.Retired retired) {
            return retired.decision();
        }
        return event.fact() instanceof Fact.Completed ? null : trial.stop();
    }

    /** The same for a pause. */
    private Decision.@Nullable Pause pauseAfter(JudgedTrial trial) {
        Fact fact = event.fact();
        return fact instanceof Fact.Stopped || fact instanceof Fact.Completed || fact instanceof Fact.Retired
                ? null
                : trial.pause();
    }

    /**
     * Resumes all paused trials, because no rule keeps them paused. This includes trials that gave up their slot after
     * the rule had been replaced.
     */
    private void resumeAll() {
        for (int number : memory.waiting()) {
            JudgedTrial trial = memory.trial(number);
            evaluation.note(JudgedTrial.entry(trial.log(), null, null));
            evaluation.announce(decisions.resume(trial));
        }
    }

    /** Resumes paused trials that the rule lets continue, once their epochs after the rung have passed the rule too. */
    void resumeWaiting() {
        if (!memory.derives()) {
            return;
        }
        if (!memory.rule().pauses()) {
            resumeAll();
            return;
        }
        boolean news = memory.isWaiting();
        while (news) {
            List<Verdict.Resume> resumed = memory.rule().resume(memory.study(), memory.curves(), memory.paused());
            news = !resumed.isEmpty();
            for (Verdict.Resume verdict : resumed) {
                resume(verdict);
            }
        }
    }

    private void resume(Verdict.Resume verdict) {
        JudgedTrial paused = memory.trial(verdict.trial());
        int rung = Objects.requireNonNull(paused.pause()).epoch();
        evaluation.note(JudgedTrial.entry(paused.log(), null, null));
        JudgedTrial trial = memory.trial(verdict.trial());
        for (EpochPoint point : trial.log().curve().epochs()) {
            if (point.epoch() <= rung) {
                continue;
            }
            NewEpoch overrun = new NewEpoch(trial.trial(), trial.log().curve().upTo(point.epoch()));
            Verdict next = memory.rule().judge(memory.study(), memory.curves(), overrun);
            if (next instanceof Verdict.Pause pause) {
                Decision.Pause decision = decisions.pauseAgain(trial, point.epoch(), pause);
                evaluation.note(JudgedTrial.entry(trial.log(), null, decision));
                evaluation.announce(decision);
                return;
            } else if (next instanceof Verdict.Stop stop) {
                evaluation.retire(trial, decisions.retire(trial, point.epoch(), stop));
                return;
            }
        }
        evaluation.announce(decisions.resume(trial, rung, verdict));
    }

    private void onEpoch(JudgedTrial trial, Fact.Epoch epoch) {
        if (!trial.log().job().believes(epoch)) {
            return;
        }
        boolean startsAgain = trial.log().startsAgain(epoch);
        if (epoch.attempt() > Math.max(1, trial.log().reporting())) { // the first attempt has nothing to start from
            evaluation.note(JudgedTrial.entry(trial.log().heardFrom(epoch), trial.stop(), trial.pause()));
        }
        if (startsAgain) {
            evaluation.note(new JudgeStateRecord.Rewound(trial.log().number(), epoch.epoch() - 1));
        }
        boolean isNew = startsAgain || epoch.epoch() > trial.log().curve().lastEpoch();
        if (isNew) {
            evaluation.note(new JudgeStateRecord.Epoch(trial.log().number(), epoch.point()));
            askShadows(memory.trial(trial.trial()));
        }
        Decision.AtEpoch standing = trial.standing();
        if (standing != null) {
            evaluation.repeat(standing.toAttempt(epoch.attempt()));
        } else if (isNew && trial.isOfTheSearch()) {
            ruleOn(memory.trial(trial.trial()), epoch.attempt());
            follow();
            resumeWaiting();
        }
    }

    private void askShadows(JudgedTrial trial) {
        if (!trial.isOfTheSearch()) {
            return;
        }
        for (int i = 0; i < memory.shadows().size(); i++) {
            for (Hypothesis.Fate fate : memory.shadows()
                    .get(i)
                    .trained(trial.log().number(), trial.log().curve())) {
                evaluation.keep(new JudgeStateRecord.Shadowed(i, fate));
            }
        }
    }

    private void ruleOn(JudgedTrial trial, int attempt) {
        if (!memory.derives()
                || memory.study().judgedBeside().holdsOut(trial.log().number())) {
            return;
        }
        NewEpoch epoch = new NewEpoch(trial.trial(), trial.shown());
        Verdict verdict = memory.rule().judge(memory.study(), memory.curves(), epoch);
        if (verdict instanceof Verdict.Stop stop) {
            Decision.Stop decision = decisions.stop(trial.trial(), attempt, epoch.epoch(), stop);
            evaluation.note(JudgedTrial.entry(trial.log(), decision, null));
            evaluation.announce(decision);
        } else if (verdict instanceof Verdict.Pause pause) {
            Decision.Pause decision = decisions.pause(trial.trial(), attempt, epoch.epoch(), pause);
            evaluation.note(JudgedTrial.entry(trial.log(), null, decision));
            evaluation.announce(decision);
        }
    }

    /** Applies a decision of another policy version. */
    void follow(Decision decision) {
        JudgedTrial trial = memory.find(decision.job());
        if (trial == null) {
            return;
        }
        switch (decision.type()) {
            case STOP, RETIRE -> evaluation.note(JudgedTrial.entry(trial.log(), (Decision.Ending) decision, null));
            case PAUSE -> evaluation.note(JudgedTrial.entry(trial.log(), null, (Decision.Pause) decision));
            case RESUME -> evaluation.note(JudgedTrial.entry(trial.log(), null, null));
            case SUSPEND, CONFIRM, PROMOTE, DIAGNOSE, FENCE -> {}
        }
    }

    private void follow() {
        Best best = memory.best();
        boolean open = best == null || best.status() == Best.Status.CANDIDATE;
        memory.board().leader().filter(leader -> open).ifPresent(leader -> {
            List<Best.Point> front = memory.front();
            if (best == null || !isSame(best, leader) || !best.front().equals(front)) {
                JudgedTrial trial = memory.trial(leader.trial());
                evaluation.note(new JudgeStateRecord.Leader(
                        BestFactory.of(event, best, front, Best.Status.CANDIDATE, trial, leader.score(), null)));
            }
        });
    }

    private static boolean isSame(Best best, Standing standing) {
        return best.trial().equals(standing.trial())
                && best.epoch() == standing.score().epoch()
                && best.value() == standing.score().value();
    }
}
