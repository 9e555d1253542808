package dev.trialstream.benchmarks;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.network.NetworkTrainer;
import dev.trialstream.training.prepare.Profiler;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.TrainTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The figures of tuning digits: {@code benchmarks/digits [SEED... | --print]}. Makes and adds every run that is missing
 * in the results; then prints the table. Variants, each on its own split of every seed:
 *
 * <ul>
 *   <li>tuned: the default settings, 40 trials of up to 27 epochs
 *   <li>unstopped: the same without early stopping
 *   <li>untuned: Adam 1e-3, two layers of 128, batch 32, 27 epochs, on training and validation rows
 * </ul>
 */
public final class Digits {
    static final int TRIALS = 40;
    static final int EPOCHS = 27;

    private static final Path DATA = Path.of("examples/digits.csv").toAbsolutePath();
    private static final Path RESULTS = Path.of("benchmarks/results/digits.csv");

    private Digits() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 1 && args[0].equals("--print")) {
            new DigitsTable(read()).print();
            return;
        }
        List<Integer> seeds = args.length > 0
                ? Arrays.stream(args).map(Integer::valueOf).toList()
                : IntStream.rangeClosed(1, 20).boxed().toList();
        if (!Files.exists(RESULTS)) {
            Files.createDirectories(RESULTS.getParent());
            Files.writeString(RESULTS, DigitsRun.HEADER + "\n");
        }
        for (String variant : List.of("untuned", "tuned", "unstopped")) {
            for (int seed : seeds) {
                if (read().stream().noneMatch(run -> run.variant().equals(variant) && run.seed() == seed)) {
                    add(variant.equals("untuned") ? untuned(seed) : tuned(seed, variant));
                }
            }
        }
        new DigitsTable(read().stream()
                        .filter(run -> seeds.contains(run.seed()))
                        .toList())
                .print();
    }

    private static DigitsRun tuned(int seed, String variant) throws Exception {
        Path work = Files.createTempDirectory("digits-");
        List<String> command = new ArrayList<>(List.of(
                "./trialstream",
                "tune",
                DATA.toString(),
                "--target",
                "digit",
                "--trials",
                String.valueOf(TRIALS),
                "--epochs",
                String.valueOf(EPOCHS),
                "--seed",
                String.valueOf(seed),
                "--json",
                "--data-dir",
                work.resolve("data").toString(),
                "--out",
                work.resolve("out").toString()));
        if (variant.equals("unstopped")) {
            command.addAll(List.of("--stopping", "none"));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(work.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(work.resolve("err")));
        }
        Folders.delete(work);
        JsonNode json = Json.json().readTree(out);
        JsonNode best = json.get("best");
        return new DigitsRun(
                variant,
                seed,
                best.get("test").get("value").doubleValue(),
                best.get("value").doubleValue(),
                best.get("confirmed").get("mean").doubleValue(),
                best.get("confirmed").get("sd").doubleValue(),
                json.get("epochs").doubleValue(),
                json.get("confirmation").get("epochs").doubleValue(),
                json.get("seconds").doubleValue());
    }

    private static DigitsRun untuned(int seed) throws IOException {
        DataSpec data = new DataSpec(DATA.toString(), "digit", Task.CLASSIFICATION, Split.standard(seed));
        String sha256 = Profiler.profile(DATA, data).sha256();
        NetworkTrainer trainer = new NetworkTrainer();
        LastEpoch last = new LastEpoch();
        long began = System.nanoTime();
        Job.Train job = new Job.Train(
                "b.1",
                "b",
                1,
                1,
                Role.REFIT,
                Hyperparameters.MLP_DEFAULTS,
                Seeds.derive(seed, 1, Seeds.Purpose.TRAINING),
                EPOCHS,
                data,
                sha256,
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                RowUse.POOLED,
                Curve.empty());
        trainer.train(new TrainTask(job, DATA, null), last);
        Path folder = Files.createTempDirectory("digits-");
        Job.Deliver deliver = new Job.Deliver(
                "b.deliver",
                "b",
                1,
                "b.1",
                "c",
                Hyperparameters.MLP_DEFAULTS,
                data,
                sha256,
                TrainerSpec.MLP,
                RowUse.POOLED);
        Map<String, Double> metrics = trainer.deliver(new DeliverTask(deliver, DATA, last.checkpoint()), folder);
        Folders.delete(folder);
        return new DigitsRun(
                "untuned",
                seed,
                Objects.requireNonNull(metrics.get("test_error")),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0,
                EPOCHS,
                (System.nanoTime() - began) / 1e9);
    }

    private static void add(DigitsRun run) throws IOException {
        System.err.println(run.row());
        Files.writeString(RESULTS, run.row() + "\n", StandardOpenOption.APPEND);
    }

    private static List<DigitsRun> read() throws IOException {
        return Files.readAllLines(RESULTS).stream()
                .skip(1)
                .map(DigitsRun::parsed)
                .toList();
    }
}
