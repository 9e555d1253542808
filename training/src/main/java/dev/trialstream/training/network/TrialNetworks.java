package dev.trialstream.training.network;

import dev.trialstream.worker.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The networks of one trial, trained in turn, one epoch each. Used and closed on the thread that created it. */
final class TrialNetworks implements AutoCloseable {
    private final List<Run> runs = new ArrayList<>();
    private final int folds;

    /** One network in training. */
    interface Run extends AutoCloseable {
        /** Number of trained epochs. */
        int epoch();

        /**
         * Trains one more epoch.
         *
         * @return empty if it was interrupted; then the run can only be closed
         * @throws Diverged if training cannot recover
         */
        Optional<EpochReport> train(BooleanSupplier interrupted);

        @Override
        void close();
    }

    /** @param folds that the runs are validated on, equally many runs on each */
    TrialNetworks(int folds) {
        this.folds = folds;
    }

    void add(Run run) {
        runs.add(run);
    }

    /** Epochs that all networks have trained. */
    int epoch() {
        return runs.stream().mapToInt(Run::epoch).min().orElse(0);
    }

    /**
     * Trains one more epoch of each and returns the mean; empty if one was interrupted, and then all of them are
     * unusable.
     */
    Optional<EpochReport> train(BooleanSupplier interrupted) {
        List<EpochReport> reports = new ArrayList<>();
        for (Run run : runs) {
            Optional<EpochReport> report = run.train(interrupted);
            if (report.isEmpty()) {
                return Optional.empty();
            }
            reports.add(report.get());
        }
        return Optional.of(MeanReport.of(reports, folds));
    }

    @Override
    public void close() {
        runs.forEach(Run::close);
    }
}
