package dev.trialstream.benchmarks.methods;

import dev.trialstream.benchmarks.Folders;
import dev.trialstream.benchmarks.LastEpoch;
import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.DataHash;
import dev.trialstream.training.network.NetworkTrainer;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One arm in one pair: five rates, the best on validation, and its result on the test rows. */
final class Tuning {
    private static final double[] RATES = {0.1, Math.sqrt(0.1), 1, Math.sqrt(10), 10};
    private static final double BATCH = 32;
    private static final double MOMENTUM = 0.9;

    private final NetworkTrainer trainer;
    private final Family family;
    private final Arm arm;
    private final int pair;
    private final Source source;

    Tuning(NetworkTrainer trainer, Family family, Arm arm, int pair, Source source) {
        this.trainer = trainer;
        this.family = family;
        this.arm = arm;
        this.pair = pair;
        this.source = source;
    }

    /** A rate, and the epoch that counts in each fold. */
    private record Tried(double rate, List<Kept> folds) {
        double value() {
            return folds.stream().mapToDouble(kept -> kept.value).average().orElseThrow();
        }
    }

    /** @param reference the run of the arm's reference, for arms that use its rate */
    Run run(Optional<Run> reference) throws IOException {
        Tried best = null;
        for (double rate : rates(reference)) {
            Tried tried = tried(rate);
            if (tried != null && (best == null || tried.value() < best.value())) {
                best = tried;
            }
        }
        if (best == null) {
            throw new IllegalStateException(family.name() + ", " + arm.name() + ": diverges at every rate");
        }
        int epochs = (int) Math.round(
                best.folds.stream().mapToInt(kept -> kept.epochs).average().orElseThrow());
        return new Run(family.name(), arm.name(), pair, best.rate, best.value(), test(best), epochs);
    }

    /**
     * Confirms a run: trains its rate again, on rows split again and with other seeds. If that diverges, all rows count
     * as wrong.
     */
    Run confirmed(Run run) throws IOException {
        double sum = 0;
        int fold = source.networks();
        for (Source.Fold each : source.confirming()) {
            Kept kept = new Kept(validated(), arm.stop());
            long seed = Seeds.derive(seed(), fold++, Seeds.Purpose.REPEAT);
            sum += train(run.rate(), each.data(), each.counts(), RowUse.AS_SPLIT, seed, kept) ? kept.value : 1;
        }
        return run.confirmed(sum / source.confirming().size());
    }

    /** Rates next to the middle come first, and win ties. */
    private List<Double> rates(Optional<Run> reference) {
        if (!arm.tuned()) {
            return List.of(reference.orElseThrow().rate());
        }
        return Arrays.stream(RATES)
                .map(factor -> arm.rate() * factor)
                .boxed()
                .sorted(Comparator.comparingDouble(rate -> Math.abs(Math.log(rate / arm.rate()))))
                .toList();
    }

    /** Null if it diverges. */
    private @Nullable Tried tried(double rate) throws IOException {
        List<Kept> folds = new ArrayList<>();
        for (Source.Fold fold : source.folds()) {
            Kept kept = new Kept(validated(), arm.stop());
            if (!train(rate, fold.data(), fold.counts(), RowUse.AS_SPLIT, seed(), kept)) {
                return null;
            }
            folds.add(kept);
        }
        return new Tried(rate, folds);
    }

    private String validated() {
        return "validation_" + family.form().metric();
    }

    private long seed() {
        return Seeds.derive(pair, 1, Seeds.Purpose.TRAINING);
    }

    private boolean train(double rate, DataSpec data, List<Integer> counts, RowUse rows, long seed, EpochSink sink)
            throws IOException {
        Object resample = arm.knobs().get("resample");
        double stretch = resample == null ? 1 : LongTail.stretch(resample, counts);
        Path file = Path.of(data.path());
        Job.Train job = new Job.Train(
                "b.1",
                "b",
                1,
                1,
                Role.SEARCH,
                parameters(rate),
                seed,
                (int) Math.round(family.epochs() * stretch),
                data,
                DataHash.sha256(file, data),
                TrainerSpec.network(arm.model()),
                new Objective(validated(), Objective.Direction.MINIMIZE, Objective.At.BEST),
                rows,
                Curve.empty());
        Outcome outcome = trainer.train(new TrainTask(job, file, null), sink);
        if (outcome instanceof Outcome.Failed failed
                && !failed.reason().contains("diverge")
                && !failed.reason().contains("finite")) {
            throw new IllegalStateException(family.name() + ", " + arm.name() + ": " + failed.reason());
        }
        return outcome instanceof Outcome.Completed;
    }

    private double test(Tried best) throws IOException {
        DataSpec data = source.folds().get(0).data();
        if (source.networks() == 0) {
            return test(best.rate, data, RowUse.AS_SPLIT, best.folds.get(0).checkpoint);
        }
        double sum = 0;
        for (int network = 0; network < source.networks(); network++) {
            LastEpoch last = new LastEpoch();
            long seed = Seeds.derive(seed(), network, Seeds.Purpose.REPEAT);
            if (!train(best.rate, data, LongTail.pooled(), RowUse.POOLED, seed, last)) {
                throw new IllegalStateException(family.name() + ", " + arm.name() + ": diverges on all rows");
            }
            sum += test(best.rate, data, RowUse.POOLED, last.checkpoint());
        }
        return sum / source.networks();
    }

    private double test(double rate, DataSpec data, RowUse rows, byte[] checkpoint) throws IOException {
        Path folder = Files.createTempDirectory("methods-model-");
        try {
            Path file = Path.of(data.path());
            Job.Deliver job = new Job.Deliver(
                    "b.deliver",
                    "b",
                    1,
                    "b.1",
                    "c",
                    parameters(rate),
                    data,
                    DataHash.sha256(file, data),
                    TrainerSpec.network(arm.model()),
                    rows);
            Map<String, Double> metrics = trainer.deliver(new DeliverTask(job, file, checkpoint), folder);
            return Objects.requireNonNull(metrics.get("test_" + family.form().metric()));
        } finally {
            Folders.delete(folder);
        }
    }

    /** A rate by the root of the batch equals the rate at batch 32, an effective rate equals it at momentum 0.9. */
    private Parameters parameters(double rate) {
        Map<String, Object> all = new LinkedHashMap<>(arm.knobs());
        if (all.containsKey("rate_per_batch")) {
            all.put("rate_per_batch", rate / Math.sqrt(BATCH));
        } else if (all.containsKey("effective_rate")) {
            all.put("effective_rate", rate / (1 - MOMENTUM));
        } else {
            all.put("learning_rate", rate);
        }
        return new Parameters(all);
    }

    /** The epoch of a training that counts. */
    private static final class Kept implements EpochSink {
        private final String metric;
        private final Arm.Stop stop;
        private double value = Double.POSITIVE_INFINITY;
        private byte[] checkpoint = new byte[0];
        private int epochs;

        private Kept(String metric, Arm.Stop stop) {
            this.metric = metric;
            this.stop = stop;
        }

        @Override
        public void epoch(EpochReport report) {
            double now = Objects.requireNonNull(report.metrics().get(metric));
            epochs = report.epoch();
            if (stop == Arm.Stop.LAST || now < value) {
                value = now;
                checkpoint = Objects.requireNonNull(report.checkpoint());
            }
        }

        @Override
        public Optional<Decision> verdict() {
            return Optional.empty();
        }
    }
}
