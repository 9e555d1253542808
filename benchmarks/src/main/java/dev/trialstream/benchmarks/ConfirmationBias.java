package dev.trialstream.benchmarks;

import dev.trialstream.policy.promotion.Candidates;
import dev.trialstream.policy.promotion.Confirmed;
import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Repeat;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How far the confirmed figure is from the truth, in simulated studies whose truth is known.
 *
 * <p>A study has trials of twelve epochs. The expected error of a configuration falls towards its own goal and rises
 * again after its own best epoch. A training adds an error of its own and one at each epoch, and a round of repeats adds
 * one of its rows, the same for all candidates. The search is simulated too, so that the candidates are as lucky in it as
 * those of a real one.
 *
 * @param repeats of each candidate, at least 1
 * @param spread standard deviation of the goals of the configurations
 * @param training standard deviation between trainings of one configuration
 * @param epoch standard deviation between the epochs of a training
 * @param rows standard deviation between rounds
 */
public record ConfirmationBias(int repeats, double spread, double training, double epoch, double rows) {
    private static final int TRIALS = 30;
    private static final int EPOCHS = 12;
    private static final Objective OBJECTIVE = Objective.VALIDATION_ERROR;

    /** The settings that are printed: the usual number of repeats and others, trials that differ much and little. */
    public static final List<ConfirmationBias> ALL = List.of(
            new ConfirmationBias(3, 0.02, 0.01, 0.005, 0.005),
            new ConfirmationBias(3, 0.005, 0.01, 0.01, 0.005),
            new ConfirmationBias(3, 0.02, 0.005, 0.02, 0.01),
            new ConfirmationBias(2, 0.02, 0.01, 0.005, 0.005),
            new ConfirmationBias(5, 0.02, 0.01, 0.005, 0.005));

    /**
     * Means over the studies, each as a share of the standard error of its figure: the standard deviation of figure less
     * truth.
     *
     * @param confirmed bias of the confirmed figure about what a choice by one repeat less is worth
     * @param ofWinner the same about what the winner itself is worth, after the epochs that it is trained for again
     * @param old bias of the mean of the winner's best epochs about what the winner is worth
     * @param search bias of the winner's value in the search about the same
     * @param standardError of the confirmed figure
     */
    public record Bias(double confirmed, double ofWinner, double old, double search, double standardError) {}

    /** A configuration: the expected error of a training after an epoch. */
    private record Truth(double goal, int best) {
        double after(int epoch) {
            return goal + 0.3 * Math.exp(-epoch / 2.0) + 0.004 * Math.max(0, epoch - best);
        }
    }

    /** Simulates {@code studies}; the same seed gives the same numbers. */
    public Bias of(int studies, long seed) {
        Random random = new Random(seed);
        double[][] errors = new double[4][studies];
        for (int i = 0; i < studies; i++) {
            simulate(random, errors, i);
        }
        return new Bias(share(errors[0]), share(errors[1]), share(errors[2]), share(errors[3]), deviation(errors[1]));
    }

    private void simulate(Random random, double[][] errors, int study) {
        List<Truth> truths = IntStream.range(0, TRIALS)
                .mapToObj(any -> new Truth(0.1 + spread * random.nextGaussian(), 5 + random.nextInt(EPOCHS - 4)))
                .toList();
        List<Standing> candidates = search(random, truths);
        List<TrialLog> trials = new ArrayList<>();
        for (int round = 0; round < repeats; round++) {
            double ofRows = rows * random.nextGaussian();
            for (Standing candidate : candidates) {
                Curve curve = training(random, truths.get(candidate.number() - 1), ofRows);
                trials.add(repeat(TRIALS + trials.size() + 1, candidate, curve));
            }
        }
        Confirmed won = Confirmed.best(OBJECTIVE, candidates, trials).orElseThrow();
        double ofWinner = worth(truths, won);
        double byFewer = repeats == 1
                ? ofWinner
                : worth(
                        truths,
                        Confirmed.best(OBJECTIVE, candidates, trials.subList(0, (repeats - 1) * candidates.size()))
                                .orElseThrow());
        errors[0][study] = won.mean() - byFewer;
        errors[1][study] = won.mean() - ofWinner;
        errors[2][study] = won.winningMean() - ofWinner;
        errors[3][study] = won.standing().score().value() - ofWinner;
    }

    /** The expected error of the winner after the epochs that it is trained for again. */
    private static double worth(List<Truth> truths, Confirmed won) {
        return truths.get(won.standing().number() - 1).after(won.medianEpoch());
    }

    private List<Standing> search(Random random, List<Truth> truths) {
        List<Standing> ranked = IntStream.range(0, TRIALS)
                .mapToObj(i -> new Standing(
                        "s." + (i + 1),
                        i + 1,
                        false,
                        training(random, truths.get(i), 0).score(OBJECTIVE).orElseThrow()))
                .sorted(Standing.betterFirst(OBJECTIVE.direction()))
                .toList();
        return Candidates.of(ranked, Math.hypot(training, epoch)).standings();
    }

    private Curve training(Random random, Truth truth, double ofRows) {
        double own = ofRows + training * random.nextGaussian();
        return new Curve(IntStream.rangeClosed(1, EPOCHS)
                .mapToObj(at -> new EpochPoint(
                        at, Map.of(OBJECTIVE.metric(), truth.after(at) + own + epoch * random.nextGaussian()), null))
                .toList());
    }

    private static TrialLog repeat(int number, Standing of, Curve curve) {
        String id = "s." + number;
        Repeat repeat = new Repeat(of.trial(), RowUse.AS_SPLIT, EPOCHS);
        return TrialLog.requested(
                        new Fact.Requested(id, number, Role.CONFIRM, Parameters.none(), number, "promotion", repeat))
                .after(new Fact.Dispatched(id, 1, "cpu"))
                .after(new Fact.Claimed(id, 1, "w"))
                .withCurve(curve)
                .after(new Fact.Completed(id, 1, "w", EPOCHS));
    }

    private static double share(double[] errors) {
        return mean(errors) / deviation(errors);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }

    /** @param args number of studies of each setting; 2000 if left out */
    public static void main(String[] args) {
        int studies = args.length == 0 ? 2000 : Integer.parseInt(args[0]);
        System.out.println("bias in standard errors of the figure, over " + studies + " simulated studies each");
        System.out.println("| repeats | spread, training, epoch, rows | confirmed, of the choice | of the winner"
                + " | mean of best epochs (before policy 4) | value of the search |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (ConfirmationBias setting : ALL) {
            Bias bias = setting.of(studies, 1);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %s, %s, %s, %s | %+.3f | %+.3f | %+.3f | %+.3f |%n",
                    setting.repeats,
                    setting.spread,
                    setting.training,
                    setting.epoch,
                    setting.rows,
                    bias.confirmed(),
                    bias.ofWinner(),
                    bias.old(),
                    bias.search());
        }
    }
}
