package dev.trialstream.training.network;

import dev.trialstream.worker.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The networks of one trial, an epoch of each after the other. Used and closed on the thread that made it. */
final class TrialNetworks implements AutoCloseable {
    private final List<Run> runs = new ArrayList<>();
    private final int folds;

    /** One network in training. */
    interface Run extends AutoCloseable {
        /** Epochs trained. */
        int epoch();

        /**
         * Trains one more epoch.
         *
         * @return empty where it was interrupted; the run is then of no use but to be closed
         * @throws Diverged where nothing can come of it any more
         */
        Optional<EpochReport> train(BooleanSupplier interrupted);

        @Override
        void close();
    }

    /** @param folds that the runs are validated on, each by as many */
    TrialNetworks(int folds) {
        this.folds = folds;
    }

    void add(Run run) {
        runs.add(run);
    }

    /** Epochs that all have trained. */
    int epoch() {
        return runs.stream().mapToInt(Run::epoch).min().orElse(0);
    }

    /** One more epoch of each, as the mean of them; empty where one was interrupted, which makes the others of no use too. */
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
