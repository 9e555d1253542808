package dev.trialstream.policy.search.tpe;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.study.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ranks trials although most were stopped early.
 *
 * <p>Two trials are compared only by their values after the same number of epochs. The trials that trained longest are
 * ordered by their scores. Then, from longer to shorter trainings, those that ended after e epochs are inserted, the
 * best first, each after the last one that was better than it after e epochs. These comparisons use
 * {@link Objective#after}.
 *
 * <p>Optuna ranks longer trainings before pruned trials, which trusts the rule to have stopped the worse ones.
 * Asynchronous successive halving does not always do so: the first trials at a rung pass it whatever their value. Under
 * {@code asha} with its first rung at one epoch, two random trials would lead the good ones to the end of the study.
 * BOHB learns only from the largest budget, which would leave one trial in ten.
 */
final class Ranking {
    private final Objective objective;
    private final Comparator<Score> betterFirst;

    private Ranking(Objective objective) {
        this.objective = objective;
        this.betterFirst = Score.betterFirst(objective.direction());
    }

    /** The {@code ended} trials, the best first; those that never had a finite score are left out. */
    static List<TrialLog> bestFirst(Objective objective, List<TrialLog> ended) {
        Ranking ranking = new Ranking(objective);
        List<TrialLog> scored = ended.stream()
                .filter(trial -> trial.score(objective).isPresent())
                .toList();
        List<TrialLog> ranked = List.of();
        for (int epoch : scored.stream()
                .map(Ranking::length)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList()) {
            ranked = ranking.letIn(
                    scored.stream().filter(trial -> length(trial) == epoch).toList(), ranked, epoch);
        }
        return ranked;
    }

    private static int length(TrialLog trial) {
        return trial.curve().lastEpoch();
    }

    /** Keeps their own order: a trial that is better than one of them is better than all after it. */
    private List<TrialLog> letIn(List<TrialLog> ended, List<TrialLog> longer, int epoch) {
        Objective compared = longer.isEmpty() ? objective : objective.after(epoch);
        List<@Nullable Score> bestFrom = bestFrom(longer, epoch, compared);
        List<TrialLog> ranked = new ArrayList<>();
        int next = 0;
        for (TrialLog trial : inOrder(ended, compared)) {
            Score own = trial.score(compared).orElseThrow();
            while (next < longer.size() && isBetter(bestFrom.get(next), own)) {
                ranked.add(longer.get(next++));
            }
            ranked.add(trial);
        }
        ranked.addAll(longer.subList(next, longer.size()));
        return ranked;
    }

    private List<TrialLog> inOrder(List<TrialLog> ended, Objective compared) {
        return ended.stream()
                .sorted(Comparator.comparing(trial -> trial.score(compared).orElseThrow(), betterFirst))
                .toList();
    }

    /** For each position the best score by {@code epoch} of the trials from there on; null if none had any. */
    private List<@Nullable Score> bestFrom(List<TrialLog> trials, int epoch, Objective compared) {
        List<@Nullable Score> best = new ArrayList<>(java.util.Collections.nCopies(trials.size(), null));
        Score sofar = null;
        for (int place = trials.size() - 1; place >= 0; place--) {
            Optional<Score> score = trials.get(place).curve().upTo(epoch).score(compared);
            if (score.isPresent() && (sofar == null || isBetter(score.get(), sofar))) {
                sofar = score.get();
            }
            best.set(place, sofar);
        }
        return best;
    }

    private boolean isBetter(@Nullable Score score, Score than) {
        return score != null && betterFirst.compare(score, than) < 0;
    }
}
