import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.knob.Knobs;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.worker.data.DataHash;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.NetworkTrainer;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What each method does to the error on rows that nothing has seen: {@code benchmarks/methods [FAMILY...]}.
 *
 * <p>A family is a data set, an arm that all others are compared to, and arms that differ from it in one method. In a
 * pair both have the same split and seed, and each its own learning rate, the best of five on the validation rows. A
 * choice is thus made on validation and its effect reported on test.
 *
 * <p>Fixed beforehand: six pairs of each arm; it goes on to twenty unless after six, ten or fourteen the end of its
 * interval that speaks for it is an improvement of less than a tenth of the reference's error. Intervals are of the
 * corrected resampled t (Nadeau and Bengio 2003), p by Holm over the arms of a family.
 *
 * <p>The network of {@code long-tail} was chosen by pairs 101 to 107, of which no figure is reported; that of
 * {@code long-tail-deeper} is the default, and was measured first.
 */
public class Methods {
    static final Path RESULTS = Path.of("benchmarks/results/methods.csv");
    static final String HEADER = "family,arm,pair,rate,validation,test,epochs";
    static final Path DIGITS = Path.of("examples/digits.csv").toAbsolutePath();
    static final Path HEAT = Path.of("examples/heat.csv").toAbsolutePath();
    static final int MOST_PAIRS = 20;

    /** Pairs to be made now; fewer than {@link #MOST_PAIRS} leaves the rest for another time. */
    static int pairs = MOST_PAIRS;
    static final List<Integer> LOOKS = List.of(6, 10, 14);
    static final int LEAST_PAIRS = 6;
    static final double MATTERS = 0.1;
    static final double[] RATES = {0.1, 0.31622776601683794, 1, 3.1622776601683795, 10};

    /** @param metric that counts, without the part of the rows it is of */
    record Source(DataSpec data, String metric) {}

    /**
     * @param reference name of the arm of the same family that this one is compared to; its own name: to none
     * @param rate the middle one of those that are tried
     * @param epochs by the numbers of the split, so that resampled arms have as many updates
     * @param last the last epoch counts; otherwise the best one on validation, as where training is stopped early
     */
    record Arm(
            String name, String reference, String model, Map<String, Object> knobs, double rate, double epochs,
            boolean last, boolean tuned) {
        Arm against(String other) {
            return new Arm(name, other, model, knobs, rate, epochs, last, tuned);
        }

        Arm at(double middle) {
            return new Arm(name, reference, model, knobs, middle, epochs, last, tuned);
        }

        Arm times(double factor) {
            return new Arm(name, reference, model, knobs, rate, epochs * factor, last, tuned);
        }

        Arm best() {
            return new Arm(name, reference, model, knobs, rate, epochs, false, tuned);
        }

        /** At the rate that was best for the reference in the same pair. */
        Arm untuned() {
            return new Arm(name, reference, model, knobs, rate, epochs, last, false);
        }

        Arm and(Object... more) {
            Map<String, Object> all = new LinkedHashMap<>(knobs);
            all.putAll(map(more));
            return new Arm(name, reference, model, all, rate, epochs, last, tuned);
        }
    }

    record Family(String name, String title, String data, int epochs, List<Arm> arms, int leastPairs) {}

    record Run(String family, String arm, int pair, double rate, double validation, double test, int epochs) {}

    static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static Arm arm(String name, Object... knobs) {
        return new Arm(name, "plain", "mlp", map(knobs), 1e-3, 1, true, true);
    }

    static List<Family> families() {
        List<Family> all = new ArrayList<>();
        all.add(family("long-tail", "Classes out of balance (D1 to D5), one layer of 512", "long-tail", 60, 20,
                imbalance().map(arm -> arm.and("layers", 1, "units", 512)).toArray(Arm[]::new)));
        all.add(family("long-tail-deeper", "Classes out of balance (D1 to D5), two layers of 128", "long-tail", 60, 20,
                imbalance().toArray(Arm[]::new)));
        all.add(digits("initializer", "Initial weights (A6)", arm("plain"),
                values("initializer", "he_uniform", "xavier_normal", "xavier_uniform", "lecun_normal", "lecun_uniform",
                        "orthogonal"),
                List.of(arm("normal 0.05", "initializer", "normal"),
                        arm("normal 1", "initializer", "normal", "weight_scale", 1.0),
                        arm("normal 0.001", "initializer", "normal", "weight_scale", 0.001))));
        all.add(digits("activation", "Activations (A8)", arm("plain"),
                values("activation", "leaky_relu", "maxout", "tanh", "sigmoid", "elu", "gelu", "swish"), List.of()));
        all.add(digits("size", "Sizes and shapes (A3, A4, A5)", arm("plain"),
                values("shape", "increasing", "decreasing"),
                List.of(arm("1 layer", "layers", 1), arm("4 layers", "layers", 4), arm("32 units", "units", 32),
                        arm("512 units", "units", 512),
                        arm("32 units, wider", "units", 32, "first_layer", "wider").against("32 units"))));
        all.add(digits("regularisation", "Batch normalisation, dropout, weight decay (H7), clipping", arm("plain"),
                List.of(arm("batch_norm", "batch_norm", true), arm("dropout 0.2", "dropout", 0.2),
                        arm("dropout 0.5", "dropout", 0.5), arm("input_dropout 0.1", "input_dropout", 0.1),
                        arm("L2 1e-4", "weight_decay", 1e-4), arm("L2 1e-2", "weight_decay", 1e-2),
                        arm("adamw 0.01", "optimizer", "adamw", "weight_decay", 0.01),
                        arm("adamw 0.3", "optimizer", "adamw", "weight_decay", 0.3),
                        arm("clip_norm 1", "clip_norm", 1.0), arm("clip_value 0.1", "clip_value", 0.1)),
                List.of()));
        all.add(digits("optimizer", "Optimizers (A9)", arm("plain"),
                values("optimizer", "rmsprop", "nadam", "amsgrad"),
                List.of(arm("sgd", "optimizer", "sgd").at(0.1), arm("momentum", "optimizer", "momentum").at(0.01),
                        arm("nesterov", "optimizer", "nesterov").at(0.01))));
        all.add(digits("schedule", "Schedules (H2), momentum against the rate (H6)", arm("plain"),
                values("schedule", "step", "triangular", "triangular2", "exp_range", "one_cycle", "cosine",
                        "cosine_restarts"),
                List.of(arm("warm-up of 2", "warmup_epochs", 2.0),
                        arm("triangular, fixed momentum", "schedule", "triangular", "momentum_cycle", false)
                                .against("triangular"),
                        arm("one_cycle, fixed momentum", "schedule", "one_cycle", "momentum_cycle", false)
                                .against("one_cycle"))));
        all.add(digits("batch", "Batch size and rate (H4, H5)", arm("plain"),
                List.of(arm("16", "batch_size", 16), arm("64", "batch_size", 64), arm("128", "batch_size", 128),
                        arm("256", "batch_size", 256), arm("128, the rate of 32", "batch_size", 128).untuned(),
                        arm("128, rate by the root", "batch_size", 128, "rate_per_batch", Double.NaN).untuned()),
                List.of()));
        all.add(digits("scaling", "Scaling and reshaping (D7, D8, D10)", arm("plain"),
                values("scaling", "none", "min_max", "min_max_symmetric"),
                List.of(arm("log1p", "reshape", "log1p"), arm("yeo_johnson", "reshape", "yeo_johnson"),
                        arm("quantile", "reshape", "quantile"), arm("auto", "reshape", "auto"),
                        arm("sigmoid", "activation", "sigmoid").against("sigmoid"),
                        arm("sigmoid, scaled to match", "activation", "sigmoid", "scaling", "auto").against("sigmoid"),
                        arm("tanh", "activation", "tanh").against("tanh"),
                        arm("tanh, scaled to match", "activation", "tanh", "scaling", "auto").against("tanh"))));
        all.add(family("stopping", "Early stopping (A10)", "digits", 60, 6, arm("plain"),
                arm("the best epoch").best(), arm("patience 5", "patience", 5).best(),
                arm("patience 15", "patience", 15).best()));
        all.add(family("loss", "Other losses", "digits", 20, 6, arm("plain"), arm("focal", "loss", "focal"),
                arm("ldam", "loss", "ldam")));
        List<Arm> heat = new ArrayList<>(List.of(
                arm("plain"), arm("mae", "loss", "mae"), arm("huber", "loss", "huber"),
                arm("most_frequent", "missing", "most_frequent")));
        heat.addAll(values("scaling", "none", "min_max", "min_max_symmetric"));
        heat.addAll(values("reshape", "log1p", "yeo_johnson", "quantile", "auto"));
        heat.addAll(values("activation", "tanh", "swish"));
        heat.addAll(List.of(arm("batch_norm", "batch_norm", true), arm("one_cycle", "schedule", "one_cycle"),
                arm("adamw 0.01", "optimizer", "adamw", "weight_decay", 0.01),
                arm("momentum", "optimizer", "momentum").at(0.01)));
        all.add(new Family("heat", "A regression: losses, missing values, data, network", "heat", 40, heat, 6));
        all.add(family("images", "A convolutional network, and augmentation", "images", 10, 6,
                cnn("plain"), cnn("augment_shift", "augment_shift", 0.1), cnn("augment_crop", "augment_crop", 0.1),
                cnn("augment_flip", "augment_flip", true), cnn("batch_norm", "batch_norm", true),
                cnn("block_dropout", "block_dropout", 0.2), cnn("average pooling", "pooling", "average"),
                cnn("2 convolutions", "convolutions", 2), arm("mlp")));
        all.add(family("series", "A recurrent network", "series", 10, 6,
                rnn("plain"), rnn("simple", "cell", "simple"), rnn("simple, clip_norm 1", "cell", "simple", "clip_norm", 1.0),
                rnn("2 layers", "layers", 2), rnn("batch_norm", "batch_norm", true), rnn("dropout 0.2", "dropout", 0.2),
                rnn("relu", "activation", "relu"), rnn("maxout", "activation", "maxout"),
                rnn("orthogonal", "initializer", "orthogonal", "weight_scale", 1.0),
                arm("mlp")));
        return all;
    }

    static Stream<Arm> imbalance() {
        return Stream.of(
                arm("plain"), arm("oversample", "resample", "oversample"), arm("undersample", "resample", "undersample"),
                arm("mixed", "resample", "mixed"), arm("inverse_sqrt", "class_weights", "inverse_sqrt"),
                arm("effective_number", "class_weights", "effective_number"),
                arm("ldam", "loss", "ldam"),
                arm("ldam_drw", "loss", "ldam", "class_weights", "effective_number", "defer_weights", true),
                arm("focal", "loss", "focal"));
    }

    static Arm cnn(String name, Object... knobs) {
        return new Arm(name, "plain", "cnn", map(knobs), 1e-3, 1, true, true);
    }

    static Arm rnn(String name, Object... knobs) {
        return new Arm(name, "plain", "rnn", map(knobs), 3e-3, 1, true, true);
    }

    static List<Arm> values(String knob, String... values) {
        return Arrays.stream(values).map(value -> arm(value, knob, value)).toList();
    }

    static Family family(String name, String title, String data, int epochs, int leastPairs, Arm... arms) {
        return new Family(name, title, data, epochs, List.of(arms), leastPairs);
    }

    static Family digits(String name, String title, Arm plain, List<Arm> arms, List<Arm> more) {
        List<Arm> all = new ArrayList<>(List.of(plain));
        all.addAll(arms);
        all.addAll(more);
        return new Family(name, title, "digits", 20, all, 6);
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = new ArrayList<>(Arrays.asList(args));
        int option = wanted.indexOf("--pairs");
        if (option >= 0) {
            pairs = Math.min(MOST_PAIRS, Integer.parseInt(wanted.get(option + 1)));
            wanted.subList(option, option + 2).clear();
        }
        if (wanted.contains("--print")) {
            Pages.print(read());
            return;
        }
        Set<String> unknown = new LinkedHashSet<>(wanted);
        families().forEach(family -> unknown.remove(family.name()));
        if (!unknown.isEmpty()) {
            System.err.println("no family " + unknown + ": expected "
                    + families().stream().map(Family::name).toList() + " or --print");
            System.exit(2);
        }
        if (!Files.exists(RESULTS)) {
            Files.createDirectories(RESULTS.getParent());
            Files.writeString(RESULTS, HEADER + "\n");
        }
        Path folder = Files.createTempDirectory("methods-");
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Forms forms = new Forms(folder);
            for (Family family : families()) {
                if (wanted.isEmpty() || wanted.contains(family.name())) {
                    make(family, forms, pool);
                }
            }
        } finally {
            pool.shutdown();
            delete(folder);
        }
        Pages.print(read());
    }

    /** Pair by pair, all arms that are not decided: what is interrupted goes on where it was. */
    static void make(Family family, Forms forms, ExecutorService pool) throws Exception {
        for (int pair = 1; pair <= pairs; pair++) {
            List<Run> runs = read();
            List<Future<Run>> begun = new ArrayList<>();
            Source source = forms.of(family.data(), pair);
            for (Arm arm : wave(family, runs, pair)) {
                int number = pair;
                Optional<Run> plain = find(runs, family.name(), arm.reference(), pair);
                if (arm.tuned() || plain.isPresent()) {
                    begun.add(pool.submit(() -> Trial.run(family, arm, number, source, plain)));
                }
            }
            for (Future<Run> run : begun) {
                write(run.get());
            }
            if (wave(family, read(), pair).stream().anyMatch(arm -> !arm.tuned())) {
                pair--; // those that want the reference's rate
            }
        }
    }

    /** Arms that this pair is still wanted of, and references of such arms. */
    static List<Arm> wave(Family family, List<Run> runs, int pair) {
        Set<String> wanted = new LinkedHashSet<>();
        for (Arm arm : family.arms()) {
            if (!decided(family, arm, runs, pair)) {
                wanted.add(arm.reference());
                wanted.add(arm.name());
            }
        }
        return family.arms().stream()
                .filter(arm -> wanted.contains(arm.name()))
                .filter(arm -> find(runs, family.name(), arm.name(), pair).isEmpty())
                .toList();
    }

    /** By the rule that was fixed beforehand, from the pairs before this one. */
    static boolean decided(Family family, Arm arm, List<Run> runs, int pair) {
        if (arm.reference().equals(arm.name())) {
            return true; // made where another arm wants it
        }
        for (int look : LOOKS) {
            if (look >= family.leastPairs() && look < pair) {
                Verdict verdict = Verdict.of(family, arm, runs, look);
                if (verdict.low() > -MATTERS * verdict.plain()) {
                    return true;
                }
            }
        }
        return false;
    }

    static Optional<Run> find(List<Run> runs, String family, String arm, int pair) {
        return runs.stream()
                .filter(run -> run.family().equals(family) && run.arm().equals(arm) && run.pair() == pair)
                .findFirst();
    }

    static synchronized void write(Run run) throws IOException {
        String row = String.format(
                Locale.ROOT, "%s,\"%s\",%d,%.6g,%.6g,%.6g,%d", run.family(), run.arm(), run.pair(), run.rate(),
                run.validation(), run.test(), run.epochs());
        System.err.println(row);
        Files.writeString(RESULTS, row + "\n", StandardOpenOption.APPEND);
    }

    static List<Run> read() throws IOException {
        List<Run> runs = new ArrayList<>();
        for (String line : Files.readAllLines(RESULTS).stream().skip(1).toList()) {
            int open = line.indexOf('"');
            int close = line.lastIndexOf('"');
            String[] rest = line.substring(close + 2).split(",");
            runs.add(new Run(
                    line.substring(0, open - 1), line.substring(open + 1, close), Integer.parseInt(rest[0]),
                    Double.parseDouble(rest[1]), Double.parseDouble(rest[2]), Double.parseDouble(rest[3]),
                    Integer.parseInt(rest[4])));
        }
        return runs;
    }

    static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** One arm in one pair: five rates, the best on validation, and what that is worth on the test rows. */
    static final class Trial implements EpochSink {
        private static final ThreadLocal<NetworkTrainer> TRAINER = ThreadLocal.withInitial(NetworkTrainer::new);
        private final String metric;
        private final boolean last;
        private double value = Double.POSITIVE_INFINITY;
        private byte[] kept;
        private int epochs;

        private Trial(String metric, boolean last) {
            this.metric = metric;
            this.last = last;
        }

        static Run run(Family family, Arm arm, int pair, Source source, Optional<Run> plain) throws Exception {
            List<Double> rates = new ArrayList<>();
            if (arm.tuned()) {
                Arrays.stream(RATES).forEach(factor -> rates.add(arm.rate() * factor));
                rates.sort(Comparator.comparingDouble(rate -> Math.abs(Math.log(rate / arm.rate()))));
            } else {
                rates.add(plain.orElseThrow().rate());
            }
            String sha256 = DataHash.sha256(Path.of(source.data().path()), source.data());
            int epochs = (int) Math.round(family.epochs() * arm.epochs() * Forms.stretch(arm, source.data()));
            Trial best = null;
            double bestRate = Double.NaN;
            for (double rate : rates) {
                Trial trial = new Trial("validation_" + source.metric(), arm.last());
                Job.Train job = new Job.Train(
                        "b.1", "b", 1, 1, Role.SEARCH, parameters(arm, rate),
                        Seeds.derive(pair, 1, Seeds.Purpose.TRAINING), epochs, source.data(), sha256,
                        TrainerSpec.network(arm.model()),
                        new Objective("validation_" + source.metric(), Objective.Direction.MINIMIZE, Objective.At.BEST),
                        RowUse.AS_SPLIT, Curve.empty());
                Outcome outcome =
                        TRAINER.get().train(new TrainTask(job, Path.of(source.data().path()), null), trial);
                if (outcome instanceof Outcome.Failed failed && !failed.reason().contains("diverge")
                        && !failed.reason().contains("finite")) {
                    throw new IllegalStateException(family.name() + ", " + arm.name() + ": " + failed.reason());
                }
                if (outcome instanceof Outcome.Completed && (best == null || trial.value < best.value)) {
                    best = trial;
                    bestRate = rate;
                }
            }
            if (best == null) {
                throw new IllegalStateException(family.name() + ", " + arm.name() + ": diverges at every rate");
            }
            double test = test(arm, bestRate, source, sha256, best.kept);
            return new Run(family.name(), arm.name(), pair, bestRate, best.value, test, best.epochs);
        }

        private static double test(Arm arm, double rate, Source source, String sha256, byte[] checkpoint)
                throws IOException {
            Path folder = Files.createTempDirectory("methods-model-");
            Map<String, Double> metrics = TRAINER.get()
                    .deliver(
                            new DeliverTask(
                                    new Job.Deliver("b.deliver", "b", 1, "b.1", "c", parameters(arm, rate), source.data(),
                                            sha256, TrainerSpec.network(arm.model()), RowUse.AS_SPLIT),
                                    Path.of(source.data().path()), checkpoint),
                            folder);
            delete(folder);
            return metrics.get("test_" + source.metric());
        }

        /** A rate by the root of the batch is the same where the batch is 32. */
        private static Parameters parameters(Arm arm, double rate) {
            Map<String, Object> all = new LinkedHashMap<>(arm.knobs());
            if (all.containsKey("rate_per_batch")) {
                all.put("rate_per_batch", rate / Math.sqrt(32));
            } else {
                all.put("learning_rate", rate);
            }
            return new Parameters(all);
        }

        @Override
        public void epoch(EpochReport report) {
            double now = report.metrics().get(metric);
            epochs = report.epoch();
            if (last || now < value) {
                value = now;
                kept = report.checkpoint();
            }
        }

        @Override
        public Optional<Decision> verdict() {
            return Optional.empty();
        }
    }

    /** The data sets, as files. */
    static final class Forms {
        static final int TEST_OF_EACH = 20;
        static final double TAIL = 0.7;

        /** Rows of the rarest digit, 8. */
        static final int SMALLEST = 174;
        private static final Map<String, List<Integer>> COUNTS = Collections.synchronizedMap(new TreeMap<>());
        private final Path folder;
        private final List<String> digits;

        Forms(Path folder) throws IOException {
            this.folder = folder;
            this.digits = Files.readAllLines(DIGITS).stream().skip(1).toList();
        }

        Source of(String name, int pair) throws IOException {
            Split split = Split.standard(pair);
            return switch (name) {
                case "digits" -> new Source(
                        new DataSpec(DIGITS.toString(), "digit", Task.CLASSIFICATION, split), "error");
                case "heat" -> new Source(
                        new DataSpec(HEAT.toString(), "heat_kwh", Task.REGRESSION, split), "rmse");
                case "images" -> new Source(images(split), "error");
                case "series" -> new Source(series(split), "error");
                case "long-tail" -> longTail(pair);
                default -> throw new IllegalArgumentException(name);
            };
        }

        private int label(int row) {
            String line = digits.get(row);
            return Integer.parseInt(line.substring(line.lastIndexOf(',') + 1).trim());
        }

        private double[] pixels(int row) {
            String line = digits.get(row);
            return Arrays.stream(line.substring(0, line.lastIndexOf(',')).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }

        /** As many test rows of each class first; then each class 0.7 times the one before, a quarter to validate. */
        private Source longTail(int pair) throws IOException {
            Path parts = folder.resolve("long-tail-" + pair + ".csv");
            List<List<Integer>> classes = new ArrayList<>();
            for (int c = 0; c < 10; c++) {
                classes.add(new ArrayList<>());
            }
            for (int row = 0; row < digits.size(); row++) {
                classes.get(label(row)).add(row);
            }
            Random random = new Random(Seeds.derive(pair, 1, Seeds.Purpose.RESAMPLING));
            int most = SMALLEST - TEST_OF_EACH;
            StringBuilder file = new StringBuilder("row,part\n");
            List<Integer> counts = new ArrayList<>();
            for (int c = 0; c < 10; c++) {
                List<Integer> rows = classes.get(c);
                Collections.shuffle(rows, random);
                int kept = kept(most, c);
                int validation = kept - learnt(most, c);
                for (int i = 0; i < TEST_OF_EACH + kept; i++) {
                    String part = i < TEST_OF_EACH ? "test" : i < TEST_OF_EACH + validation ? "validation" : "train";
                    file.append(rows.get(i)).append(',').append(part).append('\n');
                }
                counts.add(kept - validation);
            }
            Files.writeString(parts, file);
            COUNTS.put(parts.toString(), counts);
            return new Source(
                    new DataSpec(
                            DIGITS.toString(), "digit", Task.CLASSIFICATION,
                            Split.standard(pair).withRows(parts.toString())),
                    "balanced_error");
        }

        private static int kept(int most, int c) {
            return (int) Math.round(most * Math.pow(TAIL, c));
        }

        private static int learnt(int most, int c) {
            return kept(most, c) - Math.max(1, (int) Math.round(kept(most, c) / 4.0));
        }

        /** Test rows to training rows, by which a variance over resampled pairs is corrected. */
        static double share(String data) {
            if (!data.equals("long-tail")) {
                return 0.2 / 0.6;
            }
            int most = SMALLEST - TEST_OF_EACH;
            return 10.0 * TEST_OF_EACH / java.util.stream.IntStream.range(0, 10).map(c -> learnt(most, c)).sum();
        }

        /** How many times as many epochs make as many updates of 32 rows as without resampling. */
        static double stretch(Arm arm, DataSpec data) {
            Object resample = arm.knobs().get("resample");
            if (resample == null) {
                return 1;
            }
            List<Integer> counts = COUNTS.get(data.split().rows());
            double most = Collections.max(counts);
            double least = Collections.min(counts);
            double each = resample.equals("oversample") ? most
                    : resample.equals("undersample") ? least : Math.round(Math.sqrt(most * least));
            double before = Math.ceil(counts.stream().mapToInt(c -> c).sum() / 32.0);
            return before / Math.ceil(10 * each / 32);
        }

        private DataSpec images(Split split) throws IOException {
            Path images = folder.resolve("images.idx");
            Path labels = folder.resolve("labels.idx");
            if (!Files.exists(images)) {
                ByteBuffer bytes = ByteBuffer.allocate(16 + 64 * digits.size());
                bytes.putInt(0x803).putInt(digits.size()).putInt(8).putInt(8);
                ByteBuffer answers = ByteBuffer.allocate(8 + digits.size());
                answers.putInt(0x801).putInt(digits.size());
                for (int row = 0; row < digits.size(); row++) {
                    for (double pixel : pixels(row)) {
                        bytes.put((byte) Math.min(255, Math.round(pixel * 16)));
                    }
                    answers.put((byte) label(row));
                }
                try (OutputStream out = Files.newOutputStream(images)) {
                    out.write(bytes.array());
                }
                Files.write(labels, answers.array());
            }
            return new DataSpec(null, null, new DataSpec.Idx(images.toString(), labels.toString()), null, "class",
                    Task.CLASSIFICATION, split);
        }

        /** A digit is read from top to bottom: eight steps of eight pixels. */
        private DataSpec series(Split split) throws IOException {
            Path all = folder.resolve("series");
            if (!Files.exists(all)) {
                Files.createDirectories(all);
                StringBuilder labels = new StringBuilder("series,digit\n");
                for (int row = 0; row < digits.size(); row++) {
                    double[] pixels = pixels(row);
                    StringBuilder file = new StringBuilder("time,a,b,c,d,e,f,g,h\n");
                    for (int step = 0; step < 8; step++) {
                        file.append(step);
                        for (int i = 0; i < 8; i++) {
                            file.append(',').append(pixels[8 * step + i]);
                        }
                        file.append('\n');
                    }
                    Files.writeString(all.resolve("d" + row + ".csv"), file);
                    labels.append('d').append(row).append(",c").append(label(row)).append('\n');
                }
                Files.writeString(all.resolve("labels.csv"), labels);
            }
            return new DataSpec(null, null, null, all.toString(), "digit", Task.CLASSIFICATION, split);
        }
    }

    /** @param low end of the 95 % interval of the mean difference to the reference, whose own mean is {@code plain} */
    record Verdict(int pairs, double plain, double mean, double difference, double low, double high, double p, double epochs) {
        static Verdict of(Family family, Arm arm, List<Run> runs, int most) {
            List<Run> own = new ArrayList<>();
            List<Run> plain = new ArrayList<>();
            for (int pair = 1; pair <= most; pair++) {
                Optional<Run> mine = find(runs, family.name(), arm.name(), pair);
                Optional<Run> other = find(runs, family.name(), arm.reference(), pair);
                if (mine.isPresent() && other.isPresent()) {
                    own.add(mine.get());
                    plain.add(other.get());
                }
            }
            return of(own, plain, Forms.share(family.data()));
        }

        /** @param share of test rows to training rows, by which the variance is corrected */
        static Verdict of(List<Run> own, List<Run> plain, double share) {
            int n = own.size();
            double[] differences = new double[n];
            for (int i = 0; i < n; i++) {
                differences[i] = own.get(i).test() - plain.get(i).test();
            }
            double mean = Arrays.stream(differences).average().orElse(Double.NaN);
            double variance = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / (n - 1);
            double error = Math.sqrt(variance * (1.0 / n + share));
            double half = n < 2 ? Double.NaN : new TDistribution(n - 1).inverseCumulativeProbability(0.975) * error;
            double p = n < 2 ? Double.NaN
                    : error == 0 ? (mean == 0 ? 1 : 0)
                    : 2 * new TDistribution(n - 1).cumulativeProbability(-Math.abs(mean / error));
            return new Verdict(
                    n, plain.stream().mapToDouble(Run::test).average().orElse(Double.NaN),
                    own.stream().mapToDouble(Run::test).average().orElse(Double.NaN), mean, mean - half, mean + half, p,
                    own.stream().mapToInt(Run::epochs).average().orElse(Double.NaN));
        }
    }

    /** The figures as a page. */
    static final class Pages {
        /** Families of which every arm has the least number of pairs: nothing is said of fewer, nor of half a family. */
        static void print(List<Run> runs) {
            for (Family family : families()) {
                if (family.arms().stream().allMatch(arm -> of(family, arm, runs).size() >= LEAST_PAIRS)) {
                    print(family, runs);
                }
            }
        }

        private static void print(Family family, List<Run> runs) {
            boolean shares = !family.data().equals("heat");
            System.out.printf("## %s%n%n", family.title());
            System.out.printf("`benchmarks/methods %s`: %s.%n%n", family.name(), data(family));
            System.out.println("| arm | validation | test | difference | 95 % interval | p (Holm) | pairs | epochs | verdict |");
            System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            Map<String, Verdict> verdicts = new LinkedHashMap<>();
            for (Arm arm : family.arms()) {
                Verdict verdict = Verdict.of(family, arm, runs, MOST_PAIRS);
                if (!arm.name().equals(arm.reference()) && verdict.pairs() >= LEAST_PAIRS) {
                    verdicts.put(arm.name(), verdict);
                }
            }
            Map<String, Double> holm = holm(verdicts);
            for (Arm arm : family.arms()) {
                List<Run> own = of(family, arm, runs);
                String name = arm.reference().equals("plain") || arm.reference().equals(arm.name())
                        ? arm.name()
                        : arm.name() + " (against " + arm.reference() + ")";
                double validation = own.stream().mapToDouble(Run::validation).average().orElseThrow();
                double test = own.stream().mapToDouble(Run::test).average().orElseThrow();
                double epochs = own.stream().mapToInt(Run::epochs).average().orElseThrow();
                Verdict verdict = verdicts.get(arm.name());
                System.out.printf(
                        Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %d | %.0f | %s |%n", name, figure(validation, shares),
                        figure(test, shares), verdict == null ? "" : signed(verdict.difference(), shares),
                        verdict == null ? "" : signed(verdict.low(), shares) + " to " + signed(verdict.high(), shares),
                        verdict == null ? "" : String.format(Locale.ROOT, "%.3f", holm.get(arm.name())), own.size(), epochs,
                        verdict == null ? "" : verdict(verdict, holm.get(arm.name())));
            }
            System.out.println();
            if (family.data().equals("long-tail")) {
                chosen(family, runs);
            }
        }

        private static List<Run> of(Family family, Arm arm, List<Run> runs) {
            return runs.stream()
                    .filter(run -> run.family().equals(family.name()) && run.arm().equals(arm.name()))
                    .toList();
        }

        private static String data(Family family) {
            String of = switch (family.data()) {
                case "digits" -> "digits, share of the test rows wrong";
                case "images" -> "digits as images, share of the test rows wrong";
                case "series" -> "digits as series of eight steps, share of the test rows wrong";
                case "heat" -> "`examples/heat.csv`, root mean square error of the test rows in kWh";
                default -> "long-tailed digits, balanced error of the test rows (20 of each class)";
            };
            return of + ", " + family.epochs() + " epochs";
        }

        private static String figure(double value, boolean share) {
            return String.format(Locale.ROOT, share ? "%.2f %%" : "%.3f", share ? 100 * value : value);
        }

        private static String signed(double value, boolean share) {
            return String.format(Locale.ROOT, share ? "%+.2f" : "%+.3f", share ? 100 * value : value);
        }

        private static String verdict(Verdict verdict, double p) {
            return p >= 0.05 ? "no difference found" : verdict.difference() < 0 ? "**better**" : "worse";
        }

        /** Holm's step-down: the k-th smallest of m counts m − k + 1 times, and never less than the one before. */
        static Map<String, Double> holm(Map<String, Verdict> verdicts) {
            List<Map.Entry<String, Verdict>> sorted = new ArrayList<>(verdicts.entrySet());
            sorted.sort(Comparator.comparingDouble(entry -> entry.getValue().p()));
            Map<String, Double> adjusted = new LinkedHashMap<>();
            double before = 0;
            for (int i = 0; i < sorted.size(); i++) {
                before = Math.max(before, Math.min(1, sorted.get(i).getValue().p() * (sorted.size() - i)));
                adjusted.put(sorted.get(i).getKey(), before);
            }
            return adjusted;
        }

        /** What validation chooses among D1 to D5, once for all pairs and in each pair for itself. */
        private static void chosen(Family family, List<Run> runs) {
            List<String> methods = family.arms().stream()
                    .map(Arm::name)
                    .filter(name -> !name.equals("plain") && !name.equals("focal"))
                    .toList();
            List<Run> plain = new ArrayList<>();
            List<Run> each = new ArrayList<>();
            for (int pair = 1; pair <= MOST_PAIRS; pair++) {
                int number = pair;
                List<Run> tried = methods.stream()
                        .flatMap(name -> find(runs, family.name(), name, number).stream())
                        .toList();
                Optional<Run> reference = find(runs, family.name(), "plain", pair);
                if (tried.size() == methods.size() && reference.isPresent()) {
                    plain.add(reference.get());
                    each.add(tried.stream().min(Comparator.comparingDouble(Run::validation)).orElseThrow());
                }
            }
            if (plain.size() < 2) {
                return;
            }
            String once = methods.stream()
                    .min(Comparator.comparingDouble(name -> runs.stream()
                            .filter(run -> run.family().equals(family.name()) && run.arm().equals(name))
                            .mapToDouble(Run::validation)
                            .average()
                            .orElseThrow()))
                    .orElseThrow();
            List<Run> onceRuns =
                    plain.stream().map(run -> find(runs, family.name(), once, run.pair()).orElseThrow()).toList();
            line("Chosen once, by the mean over all pairs on validation: `" + once + "`", onceRuns, plain);
            line("Chosen in each pair by its own validation rows", each, plain);
            System.out.println();
        }

        private static void line(String what, List<Run> own, List<Run> plain) {
            Verdict verdict = Verdict.of(own, plain, Forms.share("long-tail"));
            System.out.printf(
                    Locale.ROOT,
                    "- %s: balanced test error %.2f %% against %.2f %%, %+.1f %% of it; difference %+.2f points, 95 %% interval %+.2f to %+.2f (%d pairs).%n",
                    what, 100 * verdict.mean(), 100 * verdict.plain(), 100 * verdict.difference() / verdict.plain(),
                    100 * verdict.difference(), 100 * verdict.low(), 100 * verdict.high(), verdict.pairs());
        }
    }
}
