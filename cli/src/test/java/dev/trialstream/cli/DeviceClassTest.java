package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.ServiceOptions;
import dev.trialstream.cli.pipeline.Share;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.worker.command.CommandSpec;
import dev.trialstream.worker.command.CommandsFile;
import dev.trialstream.worker.device.Gpu;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Studies that ask for a device class, on a machine with two simulated GPUs; the command only reports its own. */
class DeviceClassTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Gpu> GPUS = List.of(new Gpu("GPU-1", "a", 8000), new Gpu("GPU-2", "b", 9000));
    private static final String SCRIPT = """
            gpu=${CUDA_VISIBLE_DEVICES:-none-0}
            echo "{\\"epoch\\": 1, \\"gpu\\": ${gpu##*-}}"
            """;

    @TempDir
    static Path folder;

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(folder.resolve("tell.sh"), SCRIPT);
        Path file = Files.writeString(folder.resolve("commands.yaml"), "commands: {tell: {run: [sh, tell.sh]}}\n");
        Map<String, CommandSpec> commands = CommandsFile.read(file);
        pipeline = Pipeline.open(folder.resolve("data"), ClientSettings.NONE);
        List<Share> shares = List.of(Share.ofCpus(1), Share.ofGpus(GPUS, 2));
        pipeline.startServices(new ServiceOptions(shares, List.of(folder), any -> true, commands));
    }

    @AfterAll
    static void end() {
        pipeline.close();
    }

    @Test
    void trials_of_a_study_for_gpus_each_train_on_a_gpu_of_their_own_and_others_on_none() throws Exception {
        submit("on-gpus", "resources: {device: gpu, memory_mib: 8000}");
        submit("on-cpus", "resources: {device: cpu}");
        assertThat(gpusOf("on-gpus")).hasSize(4).allMatch(gpu -> gpu == 1 || gpu == 2);
        assertThat(gpusOf("on-cpus")).hasSize(4).containsOnly(0);
    }

    @Test
    void a_study_that_no_slot_here_could_hold_says_so_and_goes_on_waiting() throws Exception {
        submit("too-large", "resources: {device: gpu, memory_mib: 90000}");
        await().atMost(PATIENCE).until(() -> show("too-large").has("waiting"));
        assertThat(show("too-large").get("waiting").stringValue())
                .isEqualTo("no worker that is here could ever hold a trial: it needs a gpu with 90000 MiB, and the"
                        + " largest slot here has 8000 MiB");
        assertThat(show("too-large").get("state").stringValue()).isEqualTo("running");
        assertThat(Cli.run("study", "show", "too-large", "--bootstrap-servers", address())
                        .out())
                .contains("waits   no worker that is here could ever hold a trial");
        assertThat(Cli.run("study", "stop", "too-large", "--bootstrap-servers", address())
                        .exitCode())
                .isZero();
    }

    private static List<Integer> gpusOf(String study) {
        await().atMost(PATIENCE)
                .until(() -> show(study).get("state").stringValue().equals("completed"));
        List<Integer> gpus = new ArrayList<>();
        Json.json()
                .readTree(Cli.run("study", "show", study, "--json", "--bootstrap-servers", address())
                        .out())
                .get("all_trials")
                .forEach(trial -> gpus.add((int) trial.get("value").doubleValue()));
        return gpus;
    }

    private static JsonNode show(String study) {
        JsonNode answer = Json.json()
                .readTree(Cli.run("study", "show", study, "--json", "--bootstrap-servers", address())
                        .out());
        return answer;
    }

    private static void submit(String study, String resources) throws Exception {
        Path file = Files.writeString(folder.resolve(study + ".yaml"), """
                study: %s
                trainer: {type: command, name: tell}
                objective: {metric: gpu, direction: minimize, at: last}
                space: {x: {type: float, min: 0, max: 1}}
                stopping: {rule: none}
                budget: {trials: 4, epochs: 1, parallel: 2}
                %s
                """.formatted(study, resources));
        Cli submitted = Cli.run("study", "submit", file.toString(), "--bootstrap-servers", address());
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
    }

    private static String address() {
        return pipeline.settings().bootstrapServers();
    }
}
