import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.trialstream.protocol.Json;
import java.io.BufferedWriter;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * {@code benchmarks/lcbench [SHUFFLES]}: stopping rules on learning curves of LCBench's surrogate (YAHPO Gym). For each
 * task it evaluates 250 random configurations for 52 epochs, and averages the output of {@code trialstream replay
 * --curves} for a rule over the tasks.
 */
public class LcBench {
    static final int CONFIGURATIONS = 250;
    static final int EPOCHS = 52;
    static final List<String> RULES = List.of(
            "none", "{rule: asha, min: 1}", "{rule: asha, min: 2}", "{rule: asha, min: 4}", "{rule: median, warmup: 5}",
            "hyperband", "asha_promote", "{rule: asha_promote, min: 2}", "{rule: asha_promote, min: 4}",
            "{any_of: [{rule: asha_promote}, {rule: extrapolation, warmup: 5, probability: 0.02}]}",
            "{any_of: [{rule: asha_promote, min: 4}, {rule: extrapolation, warmup: 5, probability: 0.02}]}");

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int shuffles = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        JsonNode codes = Json.json().readTree(Files.readAllBytes(folder.resolve("encoding.json"))).get("OpenML_task_id");
        List<String> tasks = new ArrayList<>();
        Json.json()
                .readTree(Files.readAllBytes(folder.resolve("config_space.json")))
                .get("hyperparameters")
                .get(0)
                .get("choices")
                .forEach(task -> tasks.add(task.stringValue()));
        Map<String, double[]> sums = new LinkedHashMap<>();
        Path work = Files.createTempDirectory("lcbench-");
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession model = environment.createSession(folder.resolve("model.onnx").toString())) {
            for (String task : tasks) {
                Path csv = work.resolve(task + ".csv");
                write(csv, environment, model, codes.get(task).intValue());
                for (JsonNode each : replay(csv, shuffles)) {
                    JsonNode answer = each.get("answer");
                    double[] sum = sums.computeIfAbsent(each.get("rule").stringValue(), rule -> new double[3]);
                    sum[0] += answer.get("share").doubleValue();
                    sum[1] += answer.get("regret").doubleValue();
                    sum[2] += (double) answer.get("found").intValue() / shuffles;
                }
                Files.delete(csv);
                System.err.println(task);
            }
        }
        Files.delete(work);
        System.out.printf(
                "%d tasks, %d configurations each, up to %d epochs, 8 workers, %d orders; means over the tasks%n",
                tasks.size(), CONFIGURATIONS, EPOCHS, shuffles);
        System.out.println("| rule | epochs | regret (validation error) | best found |");
        System.out.println("| --- | --- | --- | --- |");
        sums.forEach((rule, sum) -> System.out.printf(
                Locale.ROOT, "| `%s` | %.1f %% | %.4f | %.0f %% |%n", rule, 100 * sum[0] / tasks.size(),
                sum[1] / tasks.size(), 100 * sum[2] / tasks.size()));
    }

    /**
     * Inputs in the order of the model: epoch, batch_size, learning_rate, momentum, weight_decay, num_layers,
     * max_units, max_dropout.
     */
    static void write(Path csv, OrtEnvironment environment, OrtSession model, int task) throws Exception {
        Random random = new Random(task);
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("trial,batch_size,learning_rate,momentum,weight_decay,num_layers,max_units,max_dropout,epoch,"
                    + "validation_error,cumulative_seconds\n");
            for (int trial = 0; trial < CONFIGURATIONS; trial++) {
                float[] configuration = {
                    0, Math.round(log(random, 16, 512)), (float) log(random, 1e-4, 0.1), (float) linear(random, 0.1, 0.99),
                    (float) linear(random, 1e-5, 0.1), 1 + random.nextInt(5), Math.round(log(random, 64, 1024)),
                    random.nextFloat()
                };
                float[][] answers = ask(environment, model, task, configuration);
                double seconds = 0;
                for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                    seconds = Math.max(seconds, answers[epoch - 1][0]); // its seconds are not strictly rising
                    StringBuilder row = new StringBuilder("" + trial);
                    for (int i = 1; i < configuration.length; i++) {
                        row.append(',').append(configuration[i]);
                    }
                    double error = Math.max(0, Math.min(1, 1 - answers[epoch - 1][1] / 100.0));
                    out.write(row + "," + epoch + "," + error + "," + seconds + "\n");
                }
            }
        }
    }

    /** Seconds, accuracy in per cent and more, by epoch. */
    static float[][] ask(OrtEnvironment environment, OrtSession model, int task, float[] configuration) throws Exception {
        int[] categories = new int[EPOCHS];
        Arrays.fill(categories, task);
        FloatBuffer numbers = FloatBuffer.allocate(EPOCHS * configuration.length);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            numbers.put(epoch).put(configuration, 1, configuration.length - 1);
        }
        numbers.flip();
        try (OnnxTensor cat = OnnxTensor.createTensor(environment, IntBuffer.wrap(categories), new long[] {EPOCHS, 1});
                OnnxTensor cont = OnnxTensor.createTensor(environment, numbers, new long[] {EPOCHS, configuration.length});
                OrtSession.Result result = model.run(Map.of("x_cat", cat, "x_cont", cont))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    static double log(Random random, double low, double high) {
        return Math.exp(linear(random, Math.log(low), Math.log(high)));
    }

    static double linear(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    static JsonNode replay(Path csv, int shuffles) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "./trialstream", "replay", "--curves", csv.toString(), "--metric", "validation_error", "--shuffles",
                "" + shuffles, "--json"));
        RULES.forEach(rule -> command.addAll(List.of("--stopping", rule)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("replay ended with " + process.exitValue());
        }
        return Json.json().readTree(out);
    }
}
