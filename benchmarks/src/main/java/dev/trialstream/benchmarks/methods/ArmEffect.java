package dev.trialstream.benchmarks.methods;

import dev.trialstream.benchmarks.stats.PairedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Effect of an arm on the test error of its reference.
 *
 * @param reference mean of the reference
 * @param mean of the arm
 */
record ArmEffect(double reference, double mean, PairedDifference difference) {

    /** From the pairs up to {@code most} that both have. */
    static ArmEffect of(Family family, Arm arm, RecordedRuns runs, int most) {
        List<Run> own = new ArrayList<>();
        List<Run> others = new ArrayList<>();
        for (int pair = 1; pair <= most; pair++) {
            Optional<Run> mine = runs.find(family, arm.name(), pair);
            Optional<Run> other = runs.find(family, arm.reference(), pair);
            if (mine.isPresent() && other.isPresent()) {
                own.add(mine.get());
                others.add(other.get());
            }
        }
        return of(own, others, family.form().share());
    }

    /** @param share of test rows to training rows */
    static ArmEffect of(List<Run> own, List<Run> reference, double share) {
        double[] differences = new double[own.size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = own.get(i).test() - reference.get(i).test();
        }
        return new ArmEffect(mean(reference), mean(own), PairedDifference.resampled(differences, share));
    }

    private static double mean(List<Run> runs) {
        return runs.stream().mapToDouble(Run::test).average().orElse(Double.NaN);
    }
}
