package dev.trialstream.policy.whatif;

import dev.trialstream.policy.stopping.StoppingRule;
import dev.trialstream.protocol.study.Objective.Direction;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Savings and losses of a rule, over shuffles of recorded trials.
 *
 * @param share trained share of all epochs, from 0 to 1, mean over the shuffles
 * @param regret how much worse the best fully trained trial is, at its last epoch, than the best of all; if all were
 *     cut short, the best of them, at the epoch where it was cut
 * @param regretError standard error of {@code regret} over the shuffles
 * @param hours recorded duration of the trained epochs
 * @param found number of shuffles in which the best of all was fully trained
 */
public record Tradeoff(double share, double regret, double regretError, double hours, int found, int shuffles) {

    /**
     * @param trials that have a finite value at their last epoch, at least one
     * @param seed of the first shuffle; the others use the following numbers
     */
    public static Tradeoff of(
            Study study, StoppingRule rule, List<Recorded> trials, int workers, int shuffles, long seed) {
        double[] finals = trials.stream()
                .mapToDouble(trial -> trial.curve()
                        .last()
                        .orElseThrow()
                        .metric(study.objective().metric()))
                .toArray();
        double sign = study.objective().direction() == Direction.MINIMIZE ? 1 : -1;
        double best = Double.POSITIVE_INFINITY;
        for (double value : finals) {
            best = Math.min(best, Double.isFinite(value) ? sign * value : Double.POSITIVE_INFINITY);
        }
        long all = trials.stream().mapToLong(trial -> trial.curve().lastEpoch()).sum();
        List<Double> regrets = new ArrayList<>();
        double share = 0;
        double hours = 0;
        int found = 0;
        for (int shuffle = 0; shuffle < shuffles; shuffle++) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < trials.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(seed + shuffle));
            int[] trained =
                    Simulation.run(study, rule, order.stream().map(trials::get).toList(), workers);
            double reached = Double.POSITIVE_INFINITY;
            double cutShort = Double.POSITIVE_INFINITY;
            for (int i = 0; i < trained.length; i++) {
                Recorded trial = trials.get(order.get(i));
                share += trained[i] / (double) all / shuffles;
                hours += trial.secondsUpTo(trained[i]) / 3600 / shuffles;
                double value = sign * finals[order.get(i)];
                if (trained[i] == trial.curve().lastEpoch() && value < reached) {
                    reached = value;
                }
                cutShort = Math.min(cutShort, loss(trial, trained[i], study, sign));
            }
            regrets.add((Double.isFinite(reached) ? reached : cutShort) - best);
            found += reached <= best ? 1 : 0;
        }
        double mean = regrets.stream().mapToDouble(it -> it).average().orElse(0);
        double squares =
                regrets.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum();
        double error = shuffles < 2 ? 0 : Math.sqrt(squares / (shuffles - 1) / shuffles);
        return new Tradeoff(share, mean, error, hours, found, shuffles);
    }

    /** Infinite if the trial never began, or reported nothing. */
    private static double loss(Recorded trial, int epoch, Study study, double sign) {
        return trial.curve()
                .at(epoch)
                .map(point -> point.metric(study.objective().metric()))
                .filter(Double::isFinite)
                .map(value -> sign * value)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
