package dev.trialstream.policy.whatif;

import dev.trialstream.policy.stopping.StoppingRule;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a rule on a study that ran under another rule.
 *
 * <p>If a trial was stopped before this rule would have stopped it, its further epochs are unknown: {@code least}
 * counts the epochs that it trained, {@code most} counts it to its last epoch. The configurations of later trials would
 * also have differed, in an unknown way; this result uses those of the history.
 *
 * @param trials of the search that trained an epoch
 * @param trained epochs that they trained in fact
 * @param least minimum of the epochs that they would have trained under this rule; {@code most}: maximum
 * @param leastHours the same in hours of training; {@code mostHours} at the mean speed of the trial
 * @param trainedHours in fact
 * @param cut trials that it would have stopped or paused
 * @param unknown trials whose record ends before this rule would have stopped them
 * @param winner the trial that won, or leads; null if none has a score
 * @param survives whether the winner would have reached the epoch at which it won; null without a winner
 * @param rival the trial that would be the best if the winner did not survive; null if none has a score
 * @param correlation Spearman's rank correlation between the scores of trials under this rule and in fact; NaN with
 *     fewer than three
 */
public record WhatIf(
        int trials,
        int trained,
        int least,
        int most,
        double trainedHours,
        double leastHours,
        double mostHours,
        int cut,
        int unknown,
        @Nullable String winner,
        @Nullable Boolean survives,
        @Nullable String rival,
        double correlation) {

    /**
     * @param study as accepted
     * @param events of its history, in order
     */
    public static WhatIf of(Study study, StoppingRule rule, List<HistoryEvent> events) {
        Hypothesis hypothesis = new Hypothesis(study, rule);
        StudyLog log = new StudyLog(study.study());
        Map<Integer, Curve> known = new TreeMap<>();
        Map<Integer, List<Double>> seconds = new HashMap<>();
        for (HistoryEvent event : events) {
            if (event.fact() instanceof Fact.Epoch epoch
                    && log.trial(dev.trialstream.protocol.Ids.numberOf(epoch.job()))
                            .filter(trial -> trial.startsAgain(epoch))
                            .isPresent()) {
                rewind(known, seconds, epoch.job(), epoch.epoch() - 1);
            }
            boolean news = log.apply(event);
            if (news && event.fact() instanceof Fact.Restored restored) {
                rewind(known, seconds, restored.job(), restored.epoch());
            }
            if (!(news && event.fact() instanceof Fact.Epoch epoch)) {
                continue;
            }
            TrialLog trial = log.trial(dev.trialstream.protocol.Ids.numberOf(epoch.job()))
                    .orElseThrow();
            Curve before = known.getOrDefault(trial.number(), Curve.empty());
            if (trial.role() == Role.SEARCH && epoch.epoch() > before.lastEpoch()) {
                Curve longer = before.plus(epoch.point());
                known.put(trial.number(), longer);
                seconds.computeIfAbsent(trial.number(), any -> new ArrayList<>())
                        .add(epoch.seconds());
                hypothesis.trained(trial.number(), longer);
            }
        }
        return of(study, log, hypothesis, known, seconds);
    }

    /** The epochs after {@code epoch} are trained again, by an attempt that starts there. */
    private static void rewind(Map<Integer, Curve> known, Map<Integer, List<Double>> seconds, String trial, int epoch) {
        int number = dev.trialstream.protocol.Ids.numberOf(trial);
        known.computeIfPresent(number, (any, curve) -> {
            Curve kept = curve.upTo(epoch);
            List<Double> took = Objects.requireNonNull(seconds.get(number));
            took.subList(kept.epochs().size(), took.size()).clear();
            return kept;
        });
    }

    private static WhatIf of(
            Study study,
            StudyLog log,
            Hypothesis hypothesis,
            Map<Integer, Curve> known,
            Map<Integer, List<Double>> seconds) {
        int trained = 0;
        int least = 0;
        int most = 0;
        double trainedSeconds = 0;
        double leastSeconds = 0;
        double mostSeconds = 0;
        int cut = 0;
        int unknown = 0;
        List<Double> inFact = new ArrayList<>();
        List<Double> underRule = new ArrayList<>();
        for (Hypothesis.Fate fate : hypothesis.fates()) {
            Curve curve = known.getOrDefault(fate.number(), Curve.empty());
            List<Double> took = seconds.getOrDefault(fate.number(), List.of());
            double all = took.stream().mapToDouble(it -> it).sum();
            double until =
                    took.stream().limit(fate.epochs()).mapToDouble(it -> it).sum();
            trained += curve.epochs().size();
            trainedSeconds += all;
            least += fate.epochs();
            leastSeconds += until;
            most += fate.epochs();
            mostSeconds += until;
            if (fate.cut()) {
                cut++;
            } else if (isCensored(study, log, fate, curve)) {
                int left = study.budget().epochs() - curve.lastEpoch();
                unknown++;
                most += left;
                mostSeconds += left * (took.isEmpty() ? 0 : all / took.size());
            }
            Optional<Score> fact = curve.score(study.objective());
            Optional<Score> then = curve.upTo(fate.epochs()).score(study.objective());
            if (fact.isPresent() && then.isPresent()) {
                inFact.add(fact.get().value());
                underRule.add(then.get().value());
            }
        }
        Optional<TrialLog> winner = log.leader();
        Boolean survives = winner.map(it -> survives(study, hypothesis, it)).orElse(null);
        return new WhatIf(
                hypothesis.fates().size(),
                trained,
                least,
                most,
                trainedSeconds / 3600,
                leastSeconds / 3600,
                mostSeconds / 3600,
                cut,
                unknown,
                winner.map(TrialLog::trial).orElse(null),
                survives,
                Boolean.FALSE.equals(survives) ? rival(study, hypothesis, known) : null,
                RankCorrelation.of(inFact, underRule));
    }

    /** Whether its record ends, by a decision or because it is still running, where this rule would have continued. */
    private static boolean isCensored(Study study, StudyLog log, Hypothesis.Fate fate, Curve curve) {
        boolean ended = log.trial(fate.number())
                .filter(trial -> trial.state() == dev.trialstream.protocol.history.JobLog.State.COMPLETED
                        || trial.state() == dev.trialstream.protocol.history.JobLog.State.FAILED)
                .isPresent();
        return !ended && curve.lastEpoch() < study.budget().epochs();
    }

    private static boolean survives(Study study, Hypothesis hypothesis, TrialLog winner) {
        int epoch = winner.score(study.objective()).map(Score::epoch).orElse(0);
        return hypothesis
                .fate(winner.trial())
                .filter(fate -> fate.epochs() >= epoch)
                .isPresent();
    }

    private static @Nullable String rival(Study study, Hypothesis hypothesis, Map<Integer, Curve> known) {
        Comparator<Score> better = Score.betterFirst(study.objective().direction());
        String best = null;
        Score bestScore = null;
        for (Hypothesis.Fate fate : hypothesis.fates()) {
            Optional<Score> score = known.getOrDefault(fate.number(), Curve.empty())
                    .upTo(fate.epochs())
                    .score(study.objective());
            if (score.isPresent() && (bestScore == null || better.compare(score.get(), bestScore) < 0)) {
                bestScore = score.get();
                best = dev.trialstream.protocol.Ids.trial(study.study(), fate.number());
            }
        }
        return best;
    }
}
