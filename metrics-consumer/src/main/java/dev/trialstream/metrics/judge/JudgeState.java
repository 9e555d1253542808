package dev.trialstream.metrics.judge;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.promotion.Leaderboard;
import dev.trialstream.policy.promotion.ParetoFront;
import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.policy.stopping.CurveIndex;
import dev.trialstream.policy.stopping.PausedTrials;
import dev.trialstream.policy.stopping.StoppingRule;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.policy.whatif.Hypothesis;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A judge's memory of one study. It changes only by replaying entries, so a restart, which replays the kept entries,
 * ends in the same state.
 */
final class JudgeState {
    private final StoppingRules rules;
    private Study study;
    private StoppingRule rule;
    private int policy;
    private @Nullable HistoryEvent unanswered;
    private final Map<String, JudgedTrial> trials = new HashMap<>();
    private final CurveIndex curves;
    private final Leaderboard board;

    /** Null with one objective. */
    private final @Nullable ParetoFront front;

    private JobLog delivery;
    private @Nullable Best best;
    private int decided;
    private final List<Hypothesis> shadows;
    private final List<JudgeStateRecord.Shadowed> fates = new ArrayList<>();

    /** Trials that have given up their slots and wait to be resumed, by number. */
    private final NavigableSet<Integer> waiting = new TreeSet<>();

    private final PausedTrials paused;

    /** Paused trials with a decision to resume. */
    private final Set<Integer> resuming = new HashSet<>();

    JudgeState(Study study, int policy, StoppingRules rules) {
        this.policy = policy;
        this.rules = rules;
        this.study = study;
        this.rule = rules.make(study.stopping());
        this.curves = new CurveIndex(study.objective());
        this.board = new Leaderboard(study.objective().direction());
        this.front = study.furtherObjectives().isEmpty() ? null : new ParetoFront(objectives(study));
        this.paused = new PausedTrials(study.objective());
        this.delivery = JobLog.requested(Ids.deliverJob(study.study()));
        this.shadows = study.judgedBeside().shadows().stream()
                .map(settings -> new Hypothesis(study, rules.make(settings)))
                .toList();
    }

    /** Applies an entry, either a stored one or a new one. */
    void replay(JudgeStateRecord entry) {
        if (entry instanceof JudgeStateRecord.Accepted it) {
            study = it.study();
            policy = it.policy() == null ? 1 : it.policy();
            rule = rules.make(study.stopping());
        } else if (entry instanceof JudgeStateRecord.Unanswered it) {
            unanswered = it.event();
        } else if (entry instanceof JudgeStateRecord.Leader it) {
            best = it.best();
        } else if (entry instanceof JudgeStateRecord.Decided it) {
            decided = Math.max(decided, it.sequence());
        } else if (entry instanceof JudgeStateRecord.Shadowed it) {
            fates.add(it);
        } else if (entry instanceof JudgeStateRecord.Delivery it) {
            delivery = it.job();
        } else if (entry instanceof JudgeStateRecord.Trial it) {
            JudgedTrial before = trials.get(it.log().trial());
            remember(before == null ? new JudgedTrial(it.log(), it.stop(), it.pause()) : before.replay(it));
        } else if (entry instanceof JudgeStateRecord.Epoch it) {
            JudgedTrial trial = trials.get(Ids.trial(study.study(), it.number()));
            if (trial != null && trial.shows(it.point().epoch())) {
                remember(trial.replay(it.point()));
            } else if (trial != null) {
                trials.put(trial.trial(), trial.replay(it.point())); // overrun does not change the trial's score
            }
        } else if (entry instanceof JudgeStateRecord.Rewound it) {
            Optional.ofNullable(trials.get(Ids.trial(study.study(), it.number())))
                    .ifPresent(trial -> remember(trial.rewound(it.epoch())));
        }
    }

    private void remember(JudgedTrial trial) {
        trials.put(trial.trial(), trial);
        rememberPause(trial);
        if (!trial.isOfTheSearch()) {
            return; // confirmation and refit trials do not take part in the ranking
        }
        curves.put(trial.trial(), trial.shown());
        Optional<Standing> standing = trial.standing(study.objective());
        board.put(trial.trial(), standing);
        if (front != null) {
            front.put(trial.trial(), standing, trial.shown());
        }
    }

    private void rememberPause(JudgedTrial trial) {
        int number = trial.log().number();
        if (trial.waits()) {
            waiting.add(number);
            paused.put(trial.pausedAt());
        } else if (waiting.remove(number)) {
            paused.remove(trial.trial());
        }
        if (trial.log().state() == JobLog.State.PAUSED && trial.pause() == null) {
            resuming.add(number);
        } else {
            resuming.remove(number);
        }
    }

    /** All kept entries have been replayed; judging starts here. */
    void restored() {
        Map<String, Hypothesis.Fate> known = new HashMap<>();
        fates.forEach(it -> known.put(it.rule() + "/" + it.fate().number(), it.fate()));
        fates.clear();
        for (int rule = 0; rule < shadows.size(); rule++) {
            for (JudgedTrial trial : trials.values()) {
                int number = trial.log().number();
                Hypothesis.Fate fate = known.get(rule + "/" + number);
                Curve curve = trial.log().curve();
                if (trial.isOfTheSearch() && !curve.epochs().isEmpty()) {
                    Hypothesis.Fate now = fate != null && fate.cut()
                            ? fate
                            : new Hypothesis.Fate(number, curve.lastEpoch(), false, false);
                    shadows.get(rule).restore(now, curve);
                }
            }
        }
    }

    Study study() {
        return study;
    }

    /** Policy version of the study's decisions. */
    int policy() {
        return policy;
    }

    /**
     * Whether this process makes the decisions; otherwise they belong to another policy version and are taken from the
     * log.
     */
    boolean derives() {
        return policy == Policies.VERSION;
    }

    /** The event to answer once this policy version has taken over the study, or null. */
    @Nullable
    HistoryEvent unanswered() {
        return unanswered;
    }

    StoppingRule rule() {
        return rule;
    }

    CurveIndex curves() {
        return curves;
    }

    Leaderboard board() {
        return board;
    }

    JobLog delivery() {
        return delivery;
    }

    List<Hypothesis> shadows() {
        return shadows;
    }

    /** The newest version of the best; null if no trial has a result. */
    @Nullable
    Best best() {
        return best;
    }

    /** Number of announced decisions. */
    int decided() {
        return decided;
    }

    /** The Pareto front, or points of it if it is too long for a message; empty with one objective. */
    List<Best.Point> front() {
        return front == null ? List.of() : BestFactory.fitting(front.points());
    }

    private static List<Objective> objectives(Study study) {
        List<Objective> objectives = new ArrayList<>(List.of(study.objective()));
        objectives.addAll(study.furtherObjectives());
        return objectives;
    }

    Collection<JudgedTrial> trials() {
        return trials.values();
    }

    /** Null if there is no such trial. */
    @Nullable
    JudgedTrial find(String trial) {
        return trials.get(trial);
    }

    /** The trial, which must exist. */
    JudgedTrial trial(String trial) {
        return Objects.requireNonNull(trials.get(trial), trial);
    }

    JudgedTrial trial(int number) {
        return trial(Ids.trial(study.study(), number));
    }

    /** The paused trials, as an index that changes with the memory. */
    PausedTrials paused() {
        return paused;
    }

    /** Whether a paused trial has a decision to resume but has not resumed yet. */
    boolean isResuming() {
        return !resuming.isEmpty();
    }

    /** Whether any trial is paused. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Numbers of the currently paused trials; a copy. */
    List<Integer> waiting() {
        return List.copyOf(waiting);
    }
}
