package dev.trialstream.metrics.judge;

import dev.trialstream.metrics.stopping.CurveIndex;
import dev.trialstream.metrics.stopping.NewEpoch;
import dev.trialstream.metrics.stopping.StoppingRule;
import dev.trialstream.metrics.stopping.StoppingRules;
import dev.trialstream.metrics.stopping.Verdict;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    StudyJudge(Study study, StoppingRule rule) {
        this.study = study;
        this.rule = rule;
        this.curves = new CurveIndex(study.objective());
        this.board = new Leaderboard(study.objective().direction());
        this.delivery = JobLog.requested(Ids.deliverJob(study.study()));
    }

    /** Takes back what was kept. Only here does the judge's memory change. */
    void replay(Entry entry) {
        if (entry instanceof Entry.Accepted it) {
            study = it.study();
            rule = StoppingRules.of(study.stopping());
        } else if (entry instanceof Entry.Leader it) {
            best = it.best();
        } else if (entry instanceof Entry.Delivery it) {
            delivery = it.job();
        } else if (entry instanceof Entry.Trial it) {
            JudgedTrial before = trials.get(it.log().trial());
            remember(before == null ? new JudgedTrial(it.log(), it.stop()) : before.replay(it));
        } else if (entry instanceof Entry.Epoch it) {
            JudgedTrial trial = trials.get(Ids.trial(study.study(), it.number()));
            if (trial != null && trial.stop() == null) {
                remember(trial.replay(it.point()));
            } else if (trial != null) {
                trials.put(trial.trial(), trial.replay(it.point())); // overrun: what it shows is as before
            }
        }
    }

    private void remember(JudgedTrial trial) {
        trials.put(trial.trial(), trial);
        if (!trial.isOfTheSearch()) {
            return; // it says how good another is and does not stand for itself
        }
        curves.put(trial.trial(), trial.shown());
        board.put(trial.trial(), trial.standing(study.objective()));
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
            hearing.note(new Entry.Accepted(study.withStopping(other.stopping())));
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

        void onRequested(Fact.Requested requested) {
            boolean ours = requested.trial().equals(Ids.trial(study.study(), requested.number()));
            if (ours && !trials.containsKey(requested.trial())) {
                note(new Entry.Trial(TrialLog.requested(requested), null));
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
            note(JudgedTrial.entry(after, standingAfter(trial)));
            if (isTakenUp(fact) && trial.stop() != null) {
                decisions.add(Decisions.toAttempt(trial.stop(), fact.attempt()));
            }
            follow();
        }

        private boolean isTakenUp(Fact.OfJob fact) {
            return fact instanceof Fact.Claimed || (fact instanceof Fact.Dispatched out && out.worker() != null);
        }

        /** The end of a trial says whether it obeyed: a stop that came too late changes nothing. */
        private @Nullable Decision standingAfter(JudgedTrial trial) {
            if (event.fact() instanceof Fact.Stopped stopped) {
                return stopped.decision();
            }
            return event.fact() instanceof Fact.Completed ? null : trial.stop();
        }

        private void onEpoch(JudgedTrial trial, Fact.Epoch epoch) {
            if (!trial.log().job().believes(epoch)) {
                return;
            }
            boolean isNew = epoch.epoch() > trial.log().curve().lastEpoch();
            if (isNew) {
                note(new Entry.Epoch(trial.log().number(), epoch.point()));
            }
            if (trial.stop() != null) {
                decisions.add(Decisions.toAttempt(trial.stop(), epoch.attempt()));
            } else if (isNew && trial.isOfTheSearch()) {
                ruleOn(judged(trial.trial()), epoch.attempt());
                follow();
            }
        }

        private void ruleOn(JudgedTrial trial, int attempt) {
            NewEpoch epoch = new NewEpoch(trial.trial(), trial.shown());
            if (rule.judge(study, curves, epoch) instanceof Verdict.Stop stop) {
                Decision decision = Decisions.stop(event, trial.trial(), attempt, epoch.epoch(), stop);
                note(JudgedTrial.entry(trial.log(), decision));
                decisions.add(decision);
            }
        }

        private void follow() {
            boolean open = best == null || best.status() == Best.Status.CANDIDATE;
            board.leader().filter(leader -> open && !isBest(leader)).ifPresent(leader -> {
                JudgedTrial trial = judged(leader.trial());
                note(new Entry.Leader(Bests.of(event, version(), Best.Status.CANDIDATE, trial, leader.score(), null)));
            });
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
            if (searched.confirm() == 0) {
                promote(
                        Decisions.promote(
                                event, study.objective(), judged(ranked.get(0).trial()), ranked),
                        null);
                return;
            }
            decisions.add(Decisions.confirm(event, study.objective(), candidates(ranked)));
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
            decisions.add(promotion);
            note(new Entry.Leader(Bests.of(event, version(), Best.Status.PROMOTED, winner, score, confirmed)));
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

        private int version() {
            return best == null ? 1 : best.version() + 1;
        }

        private JudgedTrial judged(String trial) {
            return Objects.requireNonNull(trials.get(trial), trial);
        }
    }
}
