package dev.trialstream.metrics.judge;

import dev.trialstream.metrics.diagnosis.StudyDiagnosis;
import dev.trialstream.metrics.diagnosis.TrialDiagnosis;
import dev.trialstream.metrics.stopping.CurveIndex;
import dev.trialstream.metrics.stopping.NewEpoch;
import dev.trialstream.metrics.stopping.StoppingRule;
import dev.trialstream.metrics.stopping.StoppingRules;
import dev.trialstream.metrics.stopping.Verdict;
import dev.trialstream.metrics.whatif.Hypothesis;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges one study: a fold over its history. Stale and repeated events change nothing. It has no clock: a decision has
 * the time and the id of the event that caused it, so that the same history leads to the same decisions.
 */
final class StudyJudge {
    private Study study;
    private StoppingRule rule;
    private final Map<String, JudgedTrial> trials = new HashMap<>();
    private final CurveIndex curves;
    private final Leaderboard board;
    private JobLog delivery;
    private @Nullable Best best;
    private int decided;
    private final List<Hypothesis> shadows;
    private final List<Entry.Shadowed> fates = new ArrayList<>();

    /** Trials that have given up their slots and wait to be resumed, by number. */
    private final NavigableSet<Integer> waiting = new TreeSet<>();

    StudyJudge(Study study, StoppingRule rule) {
        this.study = study;
        this.rule = rule;
        this.curves = new CurveIndex(study.objective());
        this.board = new Leaderboard(study.objective().direction());
        this.delivery = JobLog.requested(Ids.deliverJob(study.study()));
        this.shadows = study.judgedBeside().shadows().stream()
                .map(settings -> new Hypothesis(study, StoppingRules.of(settings)))
                .toList();
    }

    /** Takes back what was kept. Only here does the judge's memory change. */
    void replay(Entry entry) {
        if (entry instanceof Entry.Accepted it) {
            study = it.study();
            rule = StoppingRules.of(study.stopping());
        } else if (entry instanceof Entry.Leader it) {
            best = it.best();
        } else if (entry instanceof Entry.Decided it) {
            decided = Math.max(decided, it.sequence());
        } else if (entry instanceof Entry.Shadowed it) {
            fates.add(it);
        } else if (entry instanceof Entry.Delivery it) {
            delivery = it.job();
        } else if (entry instanceof Entry.Trial it) {
            JudgedTrial before = trials.get(it.log().trial());
            remember(before == null ? new JudgedTrial(it.log(), it.stop(), it.pause()) : before.replay(it));
        } else if (entry instanceof Entry.Epoch it) {
            JudgedTrial trial = trials.get(Ids.trial(study.study(), it.number()));
            if (trial != null && trial.shows(it.point().epoch())) {
                remember(trial.replay(it.point()));
            } else if (trial != null) {
                trials.put(trial.trial(), trial.replay(it.point())); // overrun: what it shows is as before
            }
        }
    }

    private void remember(JudgedTrial trial) {
        trials.put(trial.trial(), trial);
        if (trial.waits()) {
            waiting.add(trial.log().number());
        } else {
            waiting.remove(trial.log().number());
        }
        if (!trial.isOfTheSearch()) {
            return; // it says how good another is and does not stand for itself
        }
        curves.put(trial.trial(), trial.shown());
        board.put(trial.trial(), trial.standing(study.objective()));
    }

    /** All that was kept has been replayed: from here on it judges. */
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

    /**
     * Takes one event in.
     *
     * @throws RuntimeException where the event makes no sense; this judge is then to be dropped and made anew from what
     *     was kept
     */
    Ruling judge(HistoryEvent event) {
        Hearing hearing = new Hearing(event);
        Fact fact = event.fact();
        if (fact instanceof Fact.Requested requested) {
            hearing.onRequested(requested);
        } else if (fact instanceof Fact.OfJob job) {
            hearing.onJob(job);
        } else if (fact instanceof Fact.Commanded it && it.command() instanceof Command.SetStopping other) {
            hearing.onOtherRule(other.stopping());
        } else if (fact instanceof Fact.Settling) {
            hearing.onSettling();
        } else if (fact instanceof Fact.Searched searched) {
            hearing.onSearched(searched);
        } else if (fact instanceof Fact.Confirmed) {
            hearing.onConfirmed();
        }
        return new Ruling(hearing.entries, hearing.decisions);
    }

    /** One event, and what follows from it. */
    private final class Hearing {
        private final HistoryEvent event;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Decision> decisions = new ArrayList<>();

        Hearing(HistoryEvent event) {
            this.event = event;
        }

        private void note(Entry entry) {
            replay(entry);
            entries.add(entry);
        }

        /** Says a decision for the first time. */
        private void announce(Decision decision) {
            decisions.add(decision);
            note(new Entry.Decided(decided + 1, decision));
        }

        void onOtherRule(StoppingSpec settings) {
            note(new Entry.Accepted(study.withStopping(settings)));
            resumeWaiting();
        }

        /** Nothing keeps them any more: not those that let go only after the rule that paused them had been replaced, either. */
        private void resumeAll() {
            for (int number : List.copyOf(waiting)) {
                JudgedTrial trial = judged(Ids.trial(study.study(), number));
                note(JudgedTrial.entry(trial.log(), null, null));
                announce(Decisions.resume(event, trial));
            }
        }

        /** Whoever has been told to go on may change what the others are worth: only when none is left, the rest is retired. */
        void onSettling() {
            boolean under = trials.values().stream()
                    .anyMatch(trial -> trial.log().state() == JobLog.State.PAUSED && trial.pause() == null);
            if (under) {
                return;
            }
            for (int number : List.copyOf(waiting)) {
                JudgedTrial trial = judged(Ids.trial(study.study(), number));
                retire(trial, Decisions.retire(event, trial));
            }
        }

        private void retire(JudgedTrial trial, Decision decision) {
            note(JudgedTrial.entry(trial.log(), decision, null));
            announce(decision);
        }

        void onRequested(Fact.Requested requested) {
            boolean ours = requested.trial().equals(Ids.trial(study.study(), requested.number()));
            if (ours && !trials.containsKey(requested.trial())) {
                note(new Entry.Trial(TrialLog.requested(requested), null, null));
            }
        }

        void onJob(Fact.OfJob fact) {
            JudgedTrial trial = trials.get(fact.job());
            if (fact.job().equals(delivery.job())) {
                onDelivery(fact);
            } else if (trial != null && fact instanceof Fact.Epoch epoch) {
                onEpoch(trial, epoch);
            } else if (trial != null) {
                onTrial(trial, fact);
            }
        }

        private void onTrial(JudgedTrial trial, Fact.OfJob fact) {
            TrialLog after = trial.log().after(fact);
            if (after.job().equals(trial.log().job())) {
                return;
            }
            note(JudgedTrial.entry(after, stopAfter(trial), pauseAfter(trial)));
            Decision standing = judged(trial.trial()).standing();
            if (isTakenUp(fact) && standing != null) {
                decisions.add(Decisions.toAttempt(standing, fact.attempt()));
            }
            follow();
            resumeWaiting();
            if (after.state().hasEnded() && !trial.log().state().hasEnded() && trial.isOfTheSearch()) {
                JudgedTrial ended = judged(trial.trial());
                TrialDiagnosis.of(study, ended.log().curve(), after.failure())
                        .forEach(finding -> announce(Decisions.diagnose(event, ended, finding)));
            }
        }

        private boolean isTakenUp(Fact.OfJob fact) {
            return fact instanceof Fact.Claimed || (fact instanceof Fact.Dispatched out && out.worker() != null);
        }

        /** The end of a trial says whether it obeyed: a stop that came too late changes nothing. */
        private @Nullable Decision stopAfter(JudgedTrial trial) {
            if (event.fact() instanceof Fact.Stopped stopped) {
                return stopped.decision();
            } else if (event.fact() instanceof Fact.Retired retired) {
                return retired.decision();
            }
            return event.fact() instanceof Fact.Completed ? null : trial.stop();
        }

        /** Likewise of a pause. */
        private @Nullable Decision pauseAfter(JudgedTrial trial) {
            Fact fact = event.fact();
            return fact instanceof Fact.Stopped || fact instanceof Fact.Completed || fact instanceof Fact.Retired
                    ? null
                    : trial.pause();
        }

        /** Paused trials that have earned their place go on, once the epochs past their rung are judged too. */
        private void resumeWaiting() {
            if (!rule.pauses()) {
                resumeAll();
                return;
            }
            boolean news = !waiting.isEmpty();
            while (news) {
                List<NewEpoch> paused = waiting.stream()
                        .map(number -> judged(Ids.trial(study.study(), number)).pausedAt())
                        .toList();
                List<Verdict.Resume> resumed = rule.resume(study, curves, paused);
                news = !resumed.isEmpty();
                for (Verdict.Resume verdict : resumed) {
                    resume(verdict);
                }
            }
        }

        private void resume(Verdict.Resume verdict) {
            JudgedTrial paused = judged(verdict.trial());
            int rung = Objects.requireNonNull(paused.pause()).epoch();
            note(JudgedTrial.entry(paused.log(), null, null));
            JudgedTrial trial = judged(verdict.trial());
            for (EpochPoint point : trial.log().curve().epochs()) {
                if (point.epoch() <= rung) {
                    continue;
                }
                NewEpoch overrun =
                        new NewEpoch(trial.trial(), trial.log().curve().upTo(point.epoch()));
                Verdict next = rule.judge(study, curves, overrun);
                if (next instanceof Verdict.Pause pause) {
                    Decision decision = Decisions.pauseAgain(event, trial, point.epoch(), pause);
                    note(JudgedTrial.entry(trial.log(), null, decision));
                    announce(decision);
                    return;
                } else if (next instanceof Verdict.Stop stop) {
                    retire(trial, Decisions.retire(event, trial, point.epoch(), stop));
                    return;
                }
            }
            announce(Decisions.resume(event, trial, rung, verdict));
        }

        private void onEpoch(JudgedTrial trial, Fact.Epoch epoch) {
            if (!trial.log().job().believes(epoch)) {
                return;
            }
            boolean isNew = epoch.epoch() > trial.log().curve().lastEpoch();
            if (isNew) {
                note(new Entry.Epoch(trial.log().number(), epoch.point()));
                askShadows(judged(trial.trial()));
            }
            Decision standing = trial.standing();
            if (standing != null) {
                decisions.add(Decisions.toAttempt(standing, epoch.attempt()));
            } else if (isNew && trial.isOfTheSearch()) {
                ruleOn(judged(trial.trial()), epoch.attempt());
                follow();
                resumeWaiting();
            }
        }

        private void askShadows(JudgedTrial trial) {
            if (!trial.isOfTheSearch()) {
                return;
            }
            for (int i = 0; i < shadows.size(); i++) {
                for (Hypothesis.Fate fate :
                        shadows.get(i).trained(trial.log().number(), trial.log().curve())) {
                    entries.add(new Entry.Shadowed(i, fate));
                }
            }
        }

        private void ruleOn(JudgedTrial trial, int attempt) {
            if (study.judgedBeside().holdsOut(trial.log().number())) {
                return;
            }
            NewEpoch epoch = new NewEpoch(trial.trial(), trial.shown());
            Verdict verdict = rule.judge(study, curves, epoch);
            if (verdict instanceof Verdict.Stop stop) {
                Decision decision = Decisions.stop(event, trial.trial(), attempt, epoch.epoch(), stop);
                note(JudgedTrial.entry(trial.log(), decision, null));
                announce(decision);
            } else if (verdict instanceof Verdict.Pause pause) {
                Decision decision = Decisions.pause(event, trial.trial(), attempt, epoch.epoch(), pause);
                note(JudgedTrial.entry(trial.log(), null, decision));
                announce(decision);
            }
        }

        private void follow() {
            boolean open = best == null || best.status() == Best.Status.CANDIDATE;
            board.leader().filter(leader -> open).ifPresent(leader -> {
                List<Best.Point> front = front();
                if (!isBest(leader) || (best != null && !best.front().equals(front))) {
                    JudgedTrial trial = judged(leader.trial());
                    note(new Entry.Leader(
                            Bests.of(event, best, front, Best.Status.CANDIDATE, trial, leader.score(), null)));
                }
            });
        }

        /** Empty where there is one objective. */
        private List<Best.Point> front() {
            if (study.furtherObjectives().isEmpty()) {
                return List.of();
            }
            List<Objective> objectives = new ArrayList<>(List.of(study.objective()));
            objectives.addAll(study.furtherObjectives());
            return ParetoFront.of(
                    objectives, board.ranked().filter(it -> !it.failed()).map(it -> judged(it.trial())));
        }

        private boolean isBest(Standing standing) {
            return best != null
                    && best.trial().equals(standing.trial())
                    && best.epoch() == standing.score().epoch()
                    && best.value() == standing.score().value();
        }

        /** The best wins at once, or has to prove itself against those that cannot be told from it. */
        void onSearched(Fact.Searched searched) {
            if (isDecided()) {
                return;
            }
            List<Standing> ranked = promotable();
            StudyDiagnosis.of(
                            study,
                            trials.values().stream()
                                    .filter(JudgedTrial::isOfTheSearch)
                                    .map(JudgedTrial::log)
                                    .sorted(Comparator.comparingInt(TrialLog::number))
                                    .toList())
                    .forEach(finding -> announce(Decisions.diagnose(event, null, finding)));
            if (searched.confirm() == 0) {
                promote(
                        Decisions.promote(
                                event, study.objective(), judged(ranked.get(0).trial()), ranked),
                        null);
                return;
            }
            announce(Decisions.confirm(event, study.objective(), candidates(ranked)));
        }

        void onConfirmed() {
            if (isDecided()) {
                return;
            }
            List<Standing> ranked = promotable();
            List<TrialLog> byNumber = trials.values().stream()
                    .map(JudgedTrial::log)
                    .sorted(Comparator.comparingInt(TrialLog::number))
                    .toList();
            Optional<Confirmed> winner =
                    Confirmed.best(study.objective(), candidates(ranked).standings(), byNumber);
            if (winner.isEmpty()) {
                promote(
                        Decisions.promote(
                                event, study.objective(), judged(ranked.get(0).trial()), ranked),
                        null);
                return;
            }
            Confirmed won = winner.get();
            promote(
                    Decisions.promote(
                            event, study.objective(), judged(won.standing().trial()), won),
                    new Best.Confirmed(won.mean(), won.sd(), won.repeats()));
        }

        /** The same ones whenever it is asked: the search is over. */
        private Candidates candidates(List<Standing> ranked) {
            Standing first = ranked.get(0);
            EpochPoint point =
                    judged(first.trial()).shown().at(first.score().epoch()).orElseThrow();
            return Candidates.of(ranked, point.metric(study.objective().metric() + Candidates.STANDARD_ERROR));
        }

        private boolean isDecided() {
            return best != null && best.status() != Best.Status.CANDIDATE;
        }

        private List<Standing> promotable() {
            List<Standing> ranked = board.ranked()
                    .filter(standing -> judged(standing.trial())
                            .canBePromoted(standing.score(), study.trainer().builtIn()))
                    .toList();
            if (ranked.isEmpty()) {
                throw new IllegalStateException("study " + study.study() + " is searched, but of its " + trials.size()
                        + " trials none ended with a score and a checkpoint; expected one to promote");
            }
            return ranked;
        }

        private void promote(Decision promotion, Best.@Nullable Confirmed confirmed) {
            JudgedTrial winner = judged(promotion.job());
            Score score = winner.shown().score(study.objective()).orElseThrow();
            announce(promotion);
            note(new Entry.Leader(Bests.of(event, best, front(), Best.Status.PROMOTED, winner, score, confirmed)));
        }

        private void onDelivery(Fact.OfJob fact) {
            JobLog after = delivery.after(fact);
            if (after.equals(delivery)) {
                return;
            }
            note(new Entry.Delivery(after));
            if (event.fact() instanceof Fact.Delivered delivered
                    && best != null
                    && best.trial().equals(delivered.trial())) {
                note(new Entry.Leader(Bests.delivered(event, best, delivered)));
            }
        }

        private JudgedTrial judged(String trial) {
            return Objects.requireNonNull(trials.get(trial), trial);
        }
    }
}
