package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command as a user runs it, interrupted and killed in the middle. */
@Tag("slow")
class PauseTest {
    private static final int TRIALS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final List<Service> started = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        Files.copy(digits(), folder.resolve("digits.csv"));
        Files.writeString(folder.resolve("study.yaml"), """
                study: paused
                data: {csv: digits.csv, target: digit}
                stopping: {rule: none}
                budget: {trials: 6, epochs: 6, parallel: 2}
                promotion: {confirm: 1}
                """);
    }

    @AfterEach
    void end() {
        started.forEach(Service::close);
    }

    @Test
    void ctrl_c_pauses_prints_the_best_so_far_and_exits_130_and_resume_goes_on() throws Exception {
        Service run = start("run", folder.resolve("study.yaml").toString());
        awaitTrials(run, 2);
        int exitCode = run.interrupt();
        assertThat(run.awaitEnd(Duration.ofSeconds(30))).isEqualTo(exitCode);
        assertThat(run.out())
                .contains("Study paused is paused: ")
                .contains("Best hyperparameters (trial paused.")
                .contains("resume paused --data-dir");
        assertThat(run.err()).doesNotContain("error:");
        assertThat(folder.resolve("out")).doesNotExist();

        Service resumed = startWithoutOut("resume", "paused", "--json");
        assertThat(resumed.awaitEnd(PATIENCE)).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("study paused goes on: ").doesNotContain("fell silent");
        checkWhole(resumed);

        Service again = startWithoutOut("resume", "paused");
        assertThat(again.awaitEnd(PATIENCE)).isEqualTo(2);
        assertThat(again.err().lines())
                .singleElement()
                .asString()
                .isEqualTo("error: study paused: has ended, there is nothing to resume; its result is in "
                        + folder.resolve("out"));
        assertThat(folder.resolve("trialstream-out")).doesNotExist();
    }

    @Test
    void after_everything_was_killed_at_once_resume_goes_on() throws Exception {
        Service run = start("run", folder.resolve("study.yaml").toString());
        awaitCheckpoint(run, "paused.3/1/epoch-2.ckpt");
        run.killHard();

        Service resumed = start("resume", "paused", "--json");
        assertThat(resumed.awaitEnd(PATIENCE)).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("study paused goes on: ").contains("fell silent");
        checkWhole(resumed);
    }

    @Test
    void data_that_changed_meanwhile_are_refused_by_their_hash() throws Exception {
        Service run = start("run", folder.resolve("study.yaml").toString());
        awaitTrials(run, 1);
        run.killHard();
        Files.writeString(
                folder.resolve("digits.csv"), Files.readString(digits()).replaceFirst("\n0,", "\n1,"));

        Service resumed = start("resume", "paused", "--json");
        assertThat(resumed.awaitEnd(PATIENCE)).isEqualTo(2);
        assertThat(resumed.err().lines())
                .singleElement()
                .asString()
                .contains("digits.csv: has changed since study paused began (sha256 ");

        Files.copy(digits(), folder.resolve("digits.csv"), StandardCopyOption.REPLACE_EXISTING);
        Service again = start("resume", "paused", "--json");
        assertThat(again.awaitEnd(PATIENCE)).as(again.err()).isZero();
        checkWhole(again);
    }

    private void checkWhole(Service resumed) throws Exception {
        JsonNode json = Json.json().readTree(resumed.out());
        assertThat(json.get("state").stringValue()).isEqualTo("completed");
        assertThat(json.get("trials").get("total").intValue()).isEqualTo(TRIALS);
        assertThat(json.get("trials").get("completed").intValue()).isEqualTo(TRIALS);
        assertThat(json.get("epochs").intValue()).isEqualTo(TRIALS * 6);
        assertThat(folder.resolve("out/model.zip")).isRegularFile();
    }

    private static void awaitTrials(Service run, int count) {
        Awaitility.await("trials ended")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast("the run has ended", () -> !run.isAlive())
                .until(() -> run.err()
                                .lines()
                                .filter(line -> line.startsWith("trial "))
                                .count()
                        >= count);
    }

    /** A trial is in the middle of its epochs. */
    private void awaitCheckpoint(Service run, String name) {
        Path checkpoint = folder.resolve("data/store/checkpoints").resolve(name);
        Awaitility.await("checkpoint " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .failFast("the run has ended", () -> !run.isAlive())
                .until(() -> Files.exists(checkpoint));
    }

    private Service start(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--out", folder.resolve("out").toString()));
        return startWithoutOut(all.toArray(String[]::new));
    }

    private Service startWithoutOut(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        Service service = Service.start(folder, args[0], all.toArray(String[]::new));
        started.add(service);
        return service;
    }

    private static Path digits() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("examples/digits.csv"))) {
            folder = folder.getParent();
        }
        return folder.resolve("examples/digits.csv");
    }
}
