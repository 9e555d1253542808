package dev.trialstream.worker.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.DataHash;
import dev.trialstream.training.network.NetworkTrainer;
import dev.trialstream.worker.train.BadCheckpoint;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class IsolatedTrainerTest implements EpochSink {
    private static final Decision STOP =
            new Decision.Stop("d", "s", "s.1", 1, 2, new Grounds("asha", Map.of(), "weak", "e", Instant.EPOCH));

    /** Surefire runs in the folder of the module. */
    private static final Path DIGITS = Path.of("..", "examples", "digits.csv");

    private static final DataSpec SPEC = new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, Split.standard(1));

    @TempDir
    Path folder;

    private final List<EpochReport> reports = new ArrayList<>();
    private int stopAfter = Integer.MAX_VALUE;

    @Test
    void a_network_is_trained_and_resumed_to_the_bit_as_within_the_worker() {
        Parameters parameters = new Parameters(Map.of("units", 24, "dropout", 0.2, "batch_norm", true));
        new NetworkTrainer().train(network(parameters, null, 3), this);
        List<EpochReport> within = List.copyOf(reports);
        reports.clear();

        assertThat(isolated("network").train(network(parameters, within.get(0).checkpoint(), 3), this))
                .isEqualTo(new Outcome.Completed(3));

        assertThat(reports).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(reports.get(i).epoch()).isEqualTo(i + 2);
            assertThat(reports.get(i).metrics()).isEqualTo(within.get(i + 1).metrics());
            assertThat(reports.get(i).checkpoint()).isEqualTo(within.get(i + 1).checkpoint());
            assertThat(reports.get(i).seconds()).isPositive();
            assertThat(reports.get(i).rowsPerSecond()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            killed   | ended with exit code 137 (signal 9), and said no error
            crash    | ended with exit code 1: SIGSEGV (0xb) at pc=
            heap     | ended with exit code 3: Terminating due to java.lang.OutOfMemoryError: Java heap space
            off_heap | ended with exit code 3: java.lang.OutOfMemoryError: no more off-heap memory
            """)
    void whatever_kills_the_process_is_the_end_of_the_attempt_with_the_reason(String then, String reason) {
        Outcome outcome = poison(then);

        assertThat(outcome).isInstanceOf(Outcome.Crashed.class);
        assertThat(((Outcome.Crashed) outcome).reason())
                .startsWith("the process of the training " + reason)
                .doesNotContain("\n");
        assertThat(reports).extracting(EpochReport::epoch).containsExactly(1, 2);
        assertThat(reports.get(1).checkpoint()).hasSize(2);
        assertThat(said())
                .startsWith("# trains in a process of its own\nbegun\n")
                .contains("# crashed: ");
        assertThat(Files.exists(folder.resolve("1.log.hs_err"))).isEqualTo(then.equals("crash"));
    }

    @Test
    void a_training_that_throws_fails_as_within_the_worker() {
        assertThat(poison("throw")).isEqualTo(new Outcome.Failed("thrown"));
        assertThat(said()).contains("java.lang.IllegalStateException: thrown");
    }

    @Test
    void a_decision_ends_it_and_one_that_is_not_obeyed_ends_its_process() {
        stopAfter = 2;
        assertThat(poison("wait")).isEqualTo(new Outcome.Stopped(2, STOP));
        reports.clear();
        assertThat(poison("hang")).isEqualTo(new Outcome.Stopped(2, STOP));
        long pid = Long.parseLong(said().lines()
                .filter(line -> line.startsWith("hangs in "))
                .findFirst()
                .orElseThrow()
                .substring("hangs in ".length()));
        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void a_state_that_the_trainer_refuses_is_refused() {
        TrainTask task = task(TrainerSpec.own(Poison.TYPE), new Parameters(Map.of("then", "go on")), new byte[9], 3);
        assertThatThrownBy(() -> isolated(Poison.TYPE).train(task, this))
                .isInstanceOf(BadCheckpoint.class)
                .hasMessage("checkpoint: it is too long");
        assertThat(reports).isEmpty();
    }

    @Test
    void a_process_whose_worker_is_gone_ends() throws Exception {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                ChildJava.ofThisOne().launch(folder.resolve("crash"), Map.of()).words());
        Process child = builder.redirectError(errors.toFile()).start();
        TrainTask task = task(TrainerSpec.own(Poison.TYPE), new Parameters(Map.of("then", "hang")), null, 3);
        Order.Begin begin = Order.Begin.of(Poison.TYPE, task, folder);
        String goOn = "{\"order\":\"go_on\"}\n".repeat(2);
        child.getOutputStream()
                .write((Json.json().writeValueAsString(begin) + "\n" + goOn).getBytes(StandardCharsets.UTF_8));
        child.getOutputStream().flush();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(errors).contains("hangs in " + child.pid()));
        child.getOutputStream().close();
        assertThat(child.waitFor()).isEqualTo(4);
    }

    private Outcome poison(String then) {
        return isolated(Poison.TYPE)
                .train(task(TrainerSpec.own(Poison.TYPE), new Parameters(Map.of("then", then)), null, 3), this);
    }

    private static Trainer isolated(String type) {
        List<String> options = new ArrayList<>(ChildJava.ofThisOne().options());
        options.add("-Xmx128m");
        return new IsolatedTrainer(type, new ChildJava(options), Duration.ofMillis(300));
    }

    private TrainTask network(Parameters parameters, byte @Nullable [] resume, int epochs) {
        return task(TrainerSpec.MLP, parameters, resume, epochs);
    }

    private TrainTask task(TrainerSpec trainer, Parameters parameters, byte @Nullable [] resume, int epochs) {
        Job.Train job = new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                parameters,
                1,
                epochs,
                SPEC,
                DataHash.sha256(DIGITS, SPEC),
                trainer,
                Objective.VALIDATION_ERROR,
                RowUse.AS_SPLIT,
                Curve.empty());
        Workspace workspace = new Workspace(folder.resolve("1"), folder.resolve("1.log"), 0, null);
        return new TrainTask(job, DIGITS, resume, workspace, Map.of());
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("1.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Override
    public void epoch(EpochReport report) {
        reports.add(report);
    }

    @Override
    public Optional<Decision> verdict() {
        return reports.size() >= stopAfter ? Optional.of(STOP) : Optional.empty();
    }
}
