package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.protocol.Json;
import dev.trialstream.worker.train.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real processes: the input of a command, its output, and its end. */
@Timeout(60)
class CommandTrainerTest {
    private static final String THREE = """
            for epoch in 1 2 3; do echo "{\\"epoch\\": $epoch, \\"error\\": 0.$epoch}"; done
            """;

    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void open() {
        trial = new Trial(folder);
    }

    @Test
    void epochs_come_as_lines_among_ordinary_talk_with_what_they_used() {
        Outcome outcome = trial.sh("""
                echo loading
                echo '{"epoch": 1, "metrics": {"error": 0.5, "loss": 2}}'
                echo '{"epoch": 2, "error": 0.25, "note": "half"}'
                echo warning >&2
                echo '{"level": "info"}'
                echo '  {"epoch": 3, "error": 1e-1}'
                """);

        assertThat(outcome).isEqualTo(new Outcome.Completed(3));
        assertThat(trial.epochs()).containsExactly(1, 2, 3);
        assertThat(trial.reports().get(0).metrics()).containsEntry("error", 0.5).containsEntry("loss", 2.0);
        assertThat(trial.reports().get(1).metrics()).doesNotContainKey("note");
        assertThat(trial.reports()).allSatisfy(report -> {
            assertThat(report.metrics()).containsKey("cpu_seconds");
            assertThat(report.seconds()).isNotNegative();
            assertThat(report.entry()).isNull();
        });
        assertThat(trial.said())
                .startsWith("$ sh ")
                .contains("loading\n", "warning\n", "{\"level\": \"info\"}\n", "# completed after 3 epochs")
                .doesNotContain("\"epoch\"");
    }

    @Test
    void parameters_arrive_as_arguments_environment_and_json() throws Exception {
        Path csv = Files.writeString(folder.resolve("digits.csv"), "digit\n");
        Outcome outcome = trial.on(csv)
                .with("environment: {MINE: 'of {trial}'}")
                .sh(
                        """
                        set -e
                        echo "$@" > arguments
                        env > environment
                        cp "$TRIALSTREAM_PARAMETERS" parameters.json
                        """ + THREE,
                        "'--lr={learning_rate}'",
                        "'{units}'",
                        "'{flag}'",
                        "'{trial}'",
                        "'{epochs}'",
                        "'{seed}'",
                        "'{resume_epoch}'",
                        "'{target}'",
                        "'{{}}'");

        assertThat(outcome).isEqualTo(new Outcome.Completed(3));
        assertThat(folder.resolve("arguments")).hasContent("--lr=0.01 64 true s.1 3 4 0 digit {}");
        assertThat(Files.readAllLines(folder.resolve("environment")))
                .contains(
                        "MINE=of s.1",
                        "TRIALSTREAM_PARAM_LEARNING_RATE=0.01",
                        "TRIALSTREAM_PARAM_UNITS=64",
                        "TRIALSTREAM_TRIAL=s.1",
                        "TRIALSTREAM_EPOCHS=3",
                        "TRIALSTREAM_SEED=4",
                        "TRIALSTREAM_RESUME_EPOCH=0",
                        "TRIALSTREAM_CHECKPOINT_DIR=" + folder.resolve("1"),
                        "TRIALSTREAM_DATA=" + csv,
                        "TRIALSTREAM_TARGET=digit");
        JsonNode json = Json.json().readTree(Files.readAllBytes(folder.resolve("parameters.json")));
        assertThat(json.get("parameters").get("learning_rate").doubleValue()).isEqualTo(0.01);
        assertThat(json.get("parameters").get("flag").booleanValue()).isTrue();
        assertThat(json.get("epochs").intValue()).isEqualTo(3);
        assertThat(json.get("data").stringValue()).isEqualTo(csv.toString());
    }

    @Test
    void a_value_is_one_argument_whatever_stands_in_it() {
        String value = "$(touch hacked); `id` && \"a b\" 'c' *";
        trial.of(Map.of("name", value)).sh("printf %s \"$1\" > argument\n" + THREE, "'{name}'");

        assertThat(folder.resolve("argument")).hasContent(value);
        assertThat(folder.resolve("hacked")).doesNotExist();
    }

    @Test
    void arguments_that_belong_together_are_left_out_where_a_parameter_is_inactive() {
        String script = "echo \"$@\" > arguments\n" + THREE;
        trial.sh(script, "'{units}'", "[--momentum, '{momentum}']");
        assertThat(folder.resolve("arguments")).hasContent("64");

        trial.of(Map.of("units", 8, "momentum", 0.9)).sh(script, "'{units}'", "[--momentum, '{momentum}']");
        assertThat(folder.resolve("arguments")).hasContent("8 --momentum 0.9");
    }

    @Test
    void epochs_may_come_through_a_file_or_a_named_pipe() {
        for (String from : new String[] {"file", "pipe"}) {
            Trial other = new Trial(folder);
            Outcome outcome = other.with("epochs_from: " + from).sh("""
                    exec 3> "$TRIALSTREAM_EPOCHS_FILE"
                    for epoch in 1 2 3; do echo "{\\"epoch\\": $epoch, \\"error\\": 0.$epoch}" >&3; done
                    echo '{"epoch": 9, "error": "this is talk"}'
                    """);
            assertThat(outcome).as(from).isEqualTo(new Outcome.Completed(3));
            assertThat(other.epochs()).as(from).containsExactly(1, 2, 3);
            assertThat(other.said()).contains("this is talk");
        }
    }

    @Test
    void the_state_of_an_epoch_is_the_entry_that_the_command_has_written() {
        Outcome outcome = trial.sh("""
                cd "$TRIALSTREAM_CHECKPOINT_DIR"
                echo one > epoch-1
                echo '{"epoch": 1, "error": 1}'
                echo '{"epoch": 2, "error": 1}'
                mkdir epoch-3
                echo three > epoch-3/weights
                echo '{"epoch": 3, "error": 1}'
                """);

        assertThat(outcome).isEqualTo(new Outcome.Completed(3));
        assertThat(trial.reports().get(0).entry()).isEqualTo(folder.resolve("1/epoch-1"));
        assertThat(trial.reports().get(1).entry()).isNull();
        assertThat(trial.reports().get(2).entry()).isDirectoryContaining("glob:**/weights");
    }

    @Test
    void another_attempt_finds_the_state_where_it_would_have_written_it() throws Exception {
        Files.createDirectories(folder.resolve("1/epoch-2"));
        Files.writeString(folder.resolve("1/epoch-2/weights"), "0.25");

        Outcome outcome = trial.behind(2).sh("""
                error=$(cat "$TRIALSTREAM_CHECKPOINT_DIR/epoch-$TRIALSTREAM_RESUME_EPOCH/weights")
                echo "{\\"epoch\\": 3, \\"error\\": $error}"
                """);

        assertThat(outcome).isEqualTo(new Outcome.Completed(3));
        assertThat(trial.reports().get(0).metrics()).containsEntry("error", 0.25);
        assertThat(folder.resolve("1/epoch-2/weights")).hasContent("0.25");
        assertThat(folder.resolve("2/epoch-2")).doesNotExist();
    }

    @Test
    void an_attempt_behind_the_last_epoch_is_complete_without_a_process() throws Exception {
        Files.createDirectories(folder.resolve("1/epoch-3"));
        assertThat(trial.behind(3).sh("touch started")).isEqualTo(new Outcome.Completed(3));
        assertThat(folder.resolve("started")).doesNotExist();
    }

    @Test
    void a_command_may_end_itself_before_its_last_epoch() {
        assertThat(trial.sh("echo '{\"epoch\": 1, \"error\": 1}'")).isEqualTo(new Outcome.Completed(1));
    }

    @Test
    void a_verdict_between_epochs_is_a_sigterm_that_the_command_may_take_note_of() {
        CompletableFuture<Outcome> outcome = trial.beginSh("""
                trap 'echo noted > noted; exit 0' TERM
                echo '{"epoch": 1, "error": 1}'
                while true; do sleep 0.05; done
                """);
        await().until(() -> trial.epochs().size() == 1);
        trial.decide();

        assertThat(outcome.join()).isEqualTo(new Outcome.Stopped(1, Trial.STOP));
        assertThat(folder.resolve("noted")).hasContent("noted");
    }

    @Test
    void two_commands_at_once_are_told_apart() {
        Trial other = new Trial(folder.resolve("other"));
        folder.resolve("other").toFile().mkdirs();
        CompletableFuture<Outcome> waiting = other.beginSh("""
                echo '{"epoch": 1, "error": 1}'
                while true; do sleep 0.05; done
                """);
        await().until(() -> other.epochs().size() == 1);

        assertThat(trial.sh(THREE)).isEqualTo(new Outcome.Completed(3));

        assertThat(waiting).isNotDone();
        other.decide();
        assertThat(waiting.join()).isEqualTo(new Outcome.Stopped(1, Trial.STOP));
    }

    @Test
    void what_is_used_is_counted_over_all_processes() {
        Outcome outcome = trial.python("""
                import json, os, subprocess, sys
                busy = "import os\\nx = bytearray(60_000_000)\\nwhile os.times().user < 0.2: pass\\nprint()\\ninput()"
                child = subprocess.Popen([sys.executable, "-uc", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                child.stdout.readline()
                for epoch in 1, 2: print(json.dumps({"epoch": epoch, "error": 0.1}), flush=True)
                child.communicate(b"\\n")
                """);

        assertThat(outcome).isEqualTo(new Outcome.Completed(2));
        Map<String, Double> metrics = trial.reports().get(0).metrics();
        assertThat(metrics.get("cpu_seconds")).isBetween(0.1, 60.0);
        assertThat(metrics.get("peak_memory_mb")).isBetween(60.0, 1000.0);
    }
}
