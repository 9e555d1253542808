package dev.trialstream.policy.search.tpe;

import dev.trialstream.policy.search.Feasible;
import dev.trialstream.policy.search.LatinHypercube;
import dev.trialstream.policy.search.Sampler;
import dev.trialstream.policy.search.SearchHistory;
import dev.trialstream.policy.search.Suggestion;
import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * {@code tpe}: the tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for Hyper-Parameter
 * Optimization") in its multivariate form (Falkner et al. 2018, "BOHB"; Watanabe 2023, arXiv 2304.11127).
 *
 * <p>The n ended trials are split into the best ⌈n/10⌉, at most 25, and the others. A density l is fitted to the
 * configurations of the good ones and a density g to those of the others. Of 24 points drawn from l, without those that
 * violate the constraints, the sampler suggests the one with the largest l/g, because the expected improvement grows
 * with that ratio. {@link ParzenFit} describes the densities, and {@link Ranking} the order of trials that were stopped
 * early.
 *
 * <p>A trial whose workers were lost says nothing about its configuration ({@link JobLog#isLost}): it belongs to neither.
 * Other failed trials and running ones belong to the others: failures should be avoided, and a pessimistic guess at running
 * trials (the "constant liar" of Ginsbourger et al. 2010) keeps parallel trials from being identical.
 *
 * <p>Until ten trials have ended, points come from a {@link LatinHypercube}. Enqueued trials count among the ten.
 */
public final class TpeSampler implements Sampler {
    static final int STARTUP = 10;
    private static final int CANDIDATES = 24;
    private static final int MOST_GOOD = 25;

    @Override
    public String name() {
        return "tpe";
    }

    @Override
    public String help() {
        return "Fits one density to the best trials and one to the others, and takes the point that the first makes"
                + " likeliest against the second.";
    }

    @Override
    public Suggestion suggest(Study study, SearchHistory history, int number) {
        List<TrialLog> telling = history.trials().stream()
                .filter(trial -> !trial.job().isLost(study.attempts()))
                .toList();
        long ended = telling.stream().filter(trial -> trial.state().rests()).count();
        if (ended < STARTUP) {
            return new Suggestion(LatinHypercube.point(study, number, STARTUP));
        }
        SplittableRandom random =
                new SplittableRandom(Seeds.derive(study.search().seed(), number, Seeds.Purpose.SUGGESTION));
        return new Suggestion(bestOfDrawn(study, history, telling, (int) ended, random));
    }

    private static Parameters bestOfDrawn(
            Study study, SearchHistory history, List<TrialLog> telling, int ended, SplittableRandom random) {
        Set<Integer> good = good(study, telling, ended);
        Parzen l = fit(study, telling, trial -> good.contains(trial.number()));
        Parzen g = fit(study, telling, trial -> !good.contains(trial.number()));
        Set<Parameters> tried =
                history.trials().stream().map(TrialLog::parameters).collect(Collectors.toSet());
        List<Parameters> drawn =
                Feasible.points(study, CANDIDATES + 1, () -> study.space().draw(study.fixed(), l.draw(random)));
        Parameters best = drawn.get(0);
        double highest = Double.NEGATIVE_INFINITY;
        for (Parameters candidate : drawn.subList(1, drawn.size())) {
            Point point = Point.of(study.space(), candidate);
            double ratio = l.density(point) / g.density(point);
            if (ratio > highest && !tried.contains(candidate.orElse(study.fixed()))) {
                best = candidate;
                highest = ratio;
            }
        }
        return best;
    }

    /** The numbers of the good trials. */
    private static Set<Integer> good(Study study, List<TrialLog> telling, int ended) {
        List<TrialLog> judged = telling.stream()
                .filter(trial -> trial.state().rests() && trial.state() != JobLog.State.FAILED)
                .toList();
        return Ranking.bestFirst(study.objective(), judged).stream()
                .limit(Math.min(MOST_GOOD, (ended + 9) / 10))
                .map(TrialLog::number)
                .collect(Collectors.toSet());
    }

    private static Parzen fit(Study study, List<TrialLog> telling, Predicate<TrialLog> which) {
        List<Point> points = telling.stream()
                .filter(which)
                .map(trial -> Point.of(study.space(), trial.parameters()))
                .toList();
        return ParzenFit.of(study.space(), points);
    }
}
