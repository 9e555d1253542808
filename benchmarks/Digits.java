import dev.trialstream.protocol.Json;
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
import dev.trialstream.worker.prepare.Profiler;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.NetworkTrainer;
import dev.trialstream.worker.train.TrainTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The figures of tuning digits: {@code benchmarks/digits [SEED...]}. Every run that is not in the results yet is made
 * and added; then the table is printed. Variants, each on its own split of every seed:
 *
 * <ul>
 *   <li>tuned: the default settings, 40 trials of up to 27 epochs
 *   <li>unstopped: the same without early stopping
 *   <li>untuned: Adam 1e-3, two layers of 128, batch 32, 27 epochs, on training and validation rows
 * </ul>
 */
public class Digits {
    static final Path DATA = Path.of("examples/digits.csv").toAbsolutePath();
    static final Path RESULTS = Path.of("benchmarks/results/digits.csv");
    static final int TRIALS = 40;
    static final int EPOCHS = 27;
    static final String HEADER =
            "variant,seed,test_error,search_error,confirmed_mean,confirmed_sd,search_epochs,confirmation_epochs,seconds";

    record Run(String variant, int seed, double[] figures) {
        double testError() {
            return figures[0];
        }

        double search() {
            return figures[1];
        }

        double confirmed() {
            return figures[2];
        }

        double searchEpochs() {
            return figures[4];
        }

        double allEpochs() {
            return figures[4] + figures[5];
        }

        double seconds() {
            return figures[6];
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 1 && args[0].equals("--print")) {
            print(read());
            return;
        }
        List<Integer> seeds = args.length > 0
                ? Arrays.stream(args).map(Integer::valueOf).toList()
                : java.util.stream.IntStream.rangeClosed(1, 20).boxed().toList();
        if (!Files.exists(RESULTS)) {
            Files.createDirectories(RESULTS.getParent());
            Files.writeString(RESULTS, HEADER + "\n");
        }
        for (String variant : List.of("untuned", "tuned", "unstopped")) {
            for (int seed : seeds) {
                if (read().stream().noneMatch(run -> run.variant().equals(variant) && run.seed() == seed)) {
                    add(variant, seed, variant.equals("untuned") ? untuned(seed) : tuned(seed, variant));
                }
            }
        }
        print(read().stream().filter(run -> seeds.contains(run.seed())).toList());
    }

    static double[] tuned(int seed, String variant) throws Exception {
        Path work = Files.createTempDirectory("digits-");
        List<String> command = new ArrayList<>(List.of(
                "./trialstream", "tune", DATA.toString(), "--target", "digit", "--trials", "" + TRIALS, "--epochs",
                "" + EPOCHS, "--seed", "" + seed, "--json", "--data-dir", work.resolve("data") + "", "--out",
                work.resolve("out") + ""));
        if (variant.equals("unstopped")) {
            command.addAll(List.of("--stopping", "none"));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(work.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(work.resolve("err")));
        }
        JsonNode json = Json.json().readTree(out);
        JsonNode best = json.get("best");
        delete(work);
        return new double[] {
            best.get("test").get("value").doubleValue(),
            best.get("value").doubleValue(),
            best.get("confirmed").get("mean").doubleValue(),
            best.get("confirmed").get("sd").doubleValue(),
            json.get("epochs").doubleValue(),
            json.get("confirmation").get("epochs").doubleValue(),
            json.get("seconds").doubleValue()
        };
    }

    static double[] untuned(int seed) throws Exception {
        DataSpec data = new DataSpec(DATA.toString(), "digit", Task.CLASSIFICATION, Split.standard(seed));
        String sha256 = Profiler.profile(DATA, data).sha256();
        NetworkTrainer trainer = new NetworkTrainer();
        byte[][] last = new byte[1][];
        long began = System.nanoTime();
        trainer.train(
                new TrainTask(
                        new Job.Train(
                                "b.1", "b", 1, 1, Role.REFIT, Knobs.MLP_DEFAULTS,
                                Seeds.derive(seed, 1, Seeds.Purpose.TRAINING), EPOCHS, data, sha256, TrainerSpec.MLP,
                                Objective.VALIDATION_ERROR, RowUse.POOLED, Curve.empty()),
                        DATA,
                        null),
                new EpochSink() {
                    @Override
                    public void epoch(EpochReport report) {
                        last[0] = report.checkpoint();
                    }

                    @Override
                    public Optional<Decision> verdict() {
                        return Optional.empty();
                    }
                });
        Path folder = Files.createTempDirectory("digits-");
        Map<String, Double> metrics = trainer.deliver(
                new DeliverTask(
                        new Job.Deliver("b.deliver", "b", 1, "b.1", "c", Knobs.MLP_DEFAULTS, data, sha256,
                                TrainerSpec.MLP, RowUse.POOLED),
                        DATA,
                        last[0]),
                folder);
        delete(folder);
        double nan = Double.NaN;
        return new double[] {
            metrics.get("test_error"), nan, nan, nan, 0, EPOCHS, (System.nanoTime() - began) / 1e9
        };
    }

    static void delete(Path tree) throws Exception {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static void add(String variant, int seed, double[] figures) throws Exception {
        StringBuilder row = new StringBuilder(variant + "," + seed);
        for (double figure : figures) {
            row.append(',').append(Double.isNaN(figure) ? "" : String.format(Locale.ROOT, "%.6g", figure));
        }
        System.err.println(row);
        Files.writeString(RESULTS, row + "\n", StandardOpenOption.APPEND);
    }

    static List<Run> read() throws Exception {
        List<Run> runs = new ArrayList<>();
        for (String line : Files.readAllLines(RESULTS).stream().skip(1).toList()) {
            String[] fields = line.split(",", -1);
            double[] figures = new double[fields.length - 2];
            for (int i = 0; i < figures.length; i++) {
                figures[i] = fields[i + 2].isEmpty() ? Double.NaN : Double.parseDouble(fields[i + 2]);
            }
            runs.add(new Run(fields[0], Integer.parseInt(fields[1]), figures));
        }
        return runs;
    }

    static void print(List<Run> runs) {
        Map<String, Map<Integer, Run>> by = new TreeMap<>();
        runs.forEach(run -> by.computeIfAbsent(run.variant(), v -> new TreeMap<>()).put(run.seed(), run));
        System.out.println("| | tuned (default) | without stopping | untuned default |");
        System.out.println("| --- | --- | --- | --- |");
        row("seeds", by, runsOf -> "" + runsOf.size());
        row("median test error", by, r -> percent(median(values(r, Run::testError))));
        row("mean test error", by, r -> percent(mean(values(r, Run::testError))));
        row("mean error of the winner in the search", by, r -> percent(mean(values(r, Run::search))));
        row("mean confirmed error (3 fresh seeds)", by, r -> percent(mean(values(r, Run::confirmed))));
        row("search epochs of " + TRIALS * EPOCHS, by, r -> String.format(
                Locale.ROOT, "%.0f (%.1f %%)", mean(values(r, Run::searchEpochs)),
                100 * mean(values(r, Run::searchEpochs)) / (TRIALS * EPOCHS)));
        row("epochs with confirmation and refit", by, r -> String.format(
                Locale.ROOT, "%.0f", mean(values(r, Run::allEpochs))));
        row("median seconds", by, r -> String.format(Locale.ROOT, "%.0f", median(values(r, Run::seconds))));
        System.out.println();
        paired("test error, tuned less untuned", by.get("tuned"), by.get("untuned"), Run::testError);
        paired("confirmed error, tuned less unstopped", by.get("tuned"), by.get("unstopped"), Run::confirmed);
        paired("test error, tuned less unstopped", by.get("tuned"), by.get("unstopped"), Run::testError);
        Map<Integer, Run> tuned = by.getOrDefault("tuned", Map.of());
        Map<Integer, Run> unstopped = by.getOrDefault("unstopped", Map.of());
        List<Integer> both = tuned.keySet().stream().filter(unstopped::containsKey).toList();
        if (!both.isEmpty()) {
            double with = both.stream().mapToDouble(seed -> tuned.get(seed).allEpochs()).sum();
            double without = both.stream().mapToDouble(seed -> unstopped.get(seed).allEpochs()).sum();
            System.out.printf(
                    Locale.ROOT, "- all epochs, confirmation and refit included: %.1f %% of those without stopping%n",
                    100 * with / without);
        }
    }

    static void row(
            String name, Map<String, Map<Integer, Run>> by, java.util.function.Function<Map<Integer, Run>, String> cell) {
        StringBuilder row = new StringBuilder("| " + name);
        for (String variant : List.of("tuned", "unstopped", "untuned")) {
            Map<Integer, Run> runs = by.getOrDefault(variant, Map.of());
            row.append(" | ").append(runs.isEmpty() ? "" : cell.apply(runs));
        }
        System.out.println(row + " |");
    }

    /** Mean paired difference with its 95 % interval by Student's t. */
    static void paired(
            String name, Map<Integer, Run> first, Map<Integer, Run> second,
            java.util.function.ToDoubleFunction<Run> figure) {
        if (first == null || second == null) {
            return;
        }
        double[] differences = first.keySet().stream()
                .filter(second::containsKey)
                .mapToDouble(seed -> figure.applyAsDouble(first.get(seed)) - figure.applyAsDouble(second.get(seed)))
                .toArray();
        int n = differences.length;
        if (n < 2) {
            return;
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / (n - 1));
        double half = t975(n - 1) * sd / Math.sqrt(n);
        System.out.printf(
                Locale.ROOT, "- %s: %+.2f points, 95 %% interval %+.2f to %+.2f (paired, %d seeds)%n", name,
                100 * mean, 100 * (mean - half), 100 * (mean + half), n);
    }

    /** The 97.5th percentile of Student's t by its expansion in 1/df (Abramowitz and Stegun 26.7.5). */
    static double t975(int df) {
        double x = 1.959963984540054;
        double g1 = (Math.pow(x, 3) + x) / 4;
        double g2 = (5 * Math.pow(x, 5) + 16 * Math.pow(x, 3) + 3 * x) / 96;
        double g3 = (3 * Math.pow(x, 7) + 19 * Math.pow(x, 5) + 17 * Math.pow(x, 3) - 15 * x) / 384;
        return x + g1 / df + g2 / (df * (double) df) + g3 / Math.pow(df, 3);
    }

    static double[] values(Map<Integer, Run> runs, java.util.function.ToDoubleFunction<Run> figure) {
        return runs.values().stream().mapToDouble(figure).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    static double median(double[] sorted) {
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
