package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Studies that commands and recorded curves train, through the public command. */
@Timeout(120)
class CommandStudyTest {
    /** Better with a smaller x, and a little with every epoch; an epoch takes long enough for a decision to arrive. */
    private static final String SCRIPT = """
            import json, os, sys, time
            x, folder = float(sys.argv[1]), os.environ["TRIALSTREAM_CHECKPOINT_DIR"]
            print("x is", x, file=sys.stderr)
            if x > 0.9: sys.exit("x is too large")
            for epoch in range(1, int(os.environ["TRIALSTREAM_EPOCHS"]) + 1):
                os.mkdir(f"{folder}/epoch-{epoch}")
                open(f"{folder}/epoch-{epoch}/x", "w").write(sys.argv[1])
                print(json.dumps({"epoch": epoch, "error": x + 0.1 / epoch}), flush=True)
                time.sleep(0.15)
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("train.py"), SCRIPT);
        Files.writeString(folder.resolve("commands.yaml"), "commands: {try: {run: [python3, train.py, '{x}']}}\n");
    }

    @Test
    void a_study_is_trained_by_a_command_and_weak_trials_are_stopped() throws Exception {
        String id = SharedBroker.study("commanded");
        study("study: " + id + """

                trainer: {type: command, name: try}
                objective: {metric: error}
                space: {x: {type: float, min: 0, max: 1}}
                enqueue: [{x: 0.1}, {x: 0.8}, {x: 0.7}, {x: 0.6}, {x: 0.95}]
                stopping: {rule: asha, min: 1, reduction: 2}
                budget: {trials: 6, epochs: 9, parallel: 2}
                """);

        Cli ran = runShared("--commands", folder.resolve("commands.yaml").toString(), "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("study " + id + ": trained by command try; 6 trials of up to 9 epochs");
        JsonNode result = Json.json().readTree(ran.out());
        assertThat(result.get("state").stringValue()).isEqualTo("completed");
        assertThat(result.get("trials").get("stopped").intValue()).isPositive();
        assertThat(result.get("trials").get("failed").intValue()).isPositive();
        assertThat(result.get("epochs").intValue()).isLessThan(5 * 9);
        JsonNode best = result.get("best");
        assertThat(best.get("confirmed").isNull()).isTrue();
        assertThat(best.get("metrics").propertyNames()).contains("error", "cpu_seconds", "peak_memory_mb");
        assertThat(folder.resolve("out/checkpoint/x"))
                .hasContent(best.get("parameters").get("x").toString());
        assertThat(Json.yaml()
                        .readTree(Files.readAllBytes(folder.resolve("out/best.yaml")))
                        .get("files"))
                .extracting(JsonNode::stringValue)
                .containsExactly("checkpoint", "study.yaml", "trials.csv");
        logs(id);
    }

    private void logs(String id) {
        String store = folder.resolve("data/store").toString();
        assertThat(Cli.run("trial", "logs", id + ".5", "--store", store).out())
                .startsWith("$ python3 train.py 0.95\nx is 0.95\nx is too large\n# failed: ");
        assertThat(Cli.run(
                                "trial",
                                "logs",
                                id + ".1",
                                "--attempt",
                                "1",
                                "--data-dir",
                                folder.resolve("data").toString())
                        .out())
                .contains("x is 0.1\n");
        for (String none : List.of(id + ".99", "../../x.1")) {
            Cli missing = Cli.run("trial", "logs", none, "--store", store);
            assertThat(missing.exitCode()).isEqualTo(2);
            assertThat(missing.errLines())
                    .singleElement()
                    .asString()
                    .matches("error: trial .*: (no log in .*; only commands leave one.*|not the id of a trial.*)");
        }
    }

    @Test
    void the_winner_of_commands_is_confirmed_when_told_to_and_not_refitted() throws Exception {
        study("study: " + SharedBroker.study("sure") + """

                trainer: {type: command, name: try}
                objective: {metric: error}
                space: {x: {type: float, min: 0, max: 0.5}}
                budget: {trials: 2, epochs: 1, parallel: 2}
                promotion: {confirm: 2}
                """);

        Cli ran = runShared("--commands", folder.resolve("commands.yaml").toString(), "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode result = Json.json().readTree(ran.out());
        assertThat(result.get("best").get("confirmed").get("trials").intValue()).isEqualTo(2);
        assertThat(result.get("confirmation").get("trials").intValue())
                .as("commands report no standard error, so both trials are candidates")
                .isEqualTo(4);
    }

    @Test
    void a_trial_that_fails_is_tried_again_and_one_that_hangs_is_ended_where_the_study_says_so() throws Exception {
        Files.writeString(folder.resolve("moody.py"), """
                import os, sys, time
                if float(sys.argv[1]) > 0.5:
                    time.sleep(600)
                try:
                    os.mkdir("tried")
                    sys.exit("in a bad mood")
                except FileExistsError:
                    print('{"epoch": 1, "error": 0.25}', flush=True)
                """);
        Files.writeString(folder.resolve("commands.yaml"), "commands: {try: {run: [python3, moody.py, '{x}']}}\n");
        study("study: " + SharedBroker.study("moody") + """

                trainer: {type: command, name: try}
                objective: {metric: error}
                space: {x: {type: float, min: 0, max: 1}}
                enqueue: [{x: 0.1}, {x: 0.9}]
                budget: {trials: 2, epochs: 1, parallel: 2}
                attempts: {failed: 2, epoch: 4s}
                """);

        Cli ran = runShared("--commands", folder.resolve("commands.yaml").toString(), "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode result = Json.json().readTree(ran.out());
        assertThat(result.get("trials").get("completed").intValue()).isEqualTo(1);
        assertThat(result.get("trials").get("failed").intValue()).isEqualTo(1);
        assertThat(ran.err()).contains("an epoch took longer than 4s");
    }

    @Test
    void recorded_curves_are_played_at_once() throws Exception {
        StringBuilder csv = new StringBuilder("trial,rate,epoch,error,cumulative_seconds\n");
        for (int trial = 0; trial < 20; trial++) {
            for (int epoch = 1; epoch <= 9; epoch++) {
                double error = Math.abs(trial - 7) / 20.0 + 0.1 / epoch;
                csv.append(trial + "," + trial / 20.0 + "," + epoch + "," + error + "," + epoch * 1000 + "\n");
            }
        }
        Files.writeString(folder.resolve("curves.csv"), csv);
        study("study: " + SharedBroker.study("played") + """

                trainer: {type: replay, curves: curves.csv, speed: max}
                objective: {metric: error}
                space: {curve: {type: int, min: 0, max: 19}}
                enqueue: [{curve: 7}]
                budget: {trials: 10, epochs: 9, parallel: 2}
                judging: {shadows: [{rule: threshold, above: 0.31, from: 2}]}
                """);

        Cli ran = runShared();

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("\n  curve          7\n");
        // of every trial that is not among the best few, the shadow lets two of nine epochs train
        Matcher shadow = Pattern.compile(
                        "judged along      \\{rule: threshold,.*}: (\\d+) of the 90 epochs, (\\d+) trials cut"
                                + " short, the best trial not among them")
                .matcher(ran.out());
        assertThat(shadow.find()).as(ran.out()).isTrue();
        int cut = Integer.parseInt(shadow.group(2));
        assertThat(cut).isPositive();
        assertThat(Integer.parseInt(shadow.group(1))).isEqualTo(90 - 7 * cut);
        assertThat(folder.resolve("out/study.yaml")).content().contains("curves.csv");
    }

    @Test
    void what_is_wrong_with_commands_is_said_in_one_line_before_anything_begins() throws Exception {
        study("""
                study: commanded
                trainer: {type: command, name: other}
                objective: {metric: error}
                space: {x: {type: float, min: 0, max: 1}}
                """);
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "commands: {a: {run: [x, '{}']}}\n");
        refused(run(), "trainer.name: no command other is known, expected --commands FILE with it");
        refused(
                run("--commands", folder.resolve("commands.yaml").toString()),
                "trainer.name: no command other is known, expected --commands FILE with it beside [try]");
        refused(run("--commands", broken.toString()), "broken.yaml: commands.a.run[1]: expected a name in braces");
        refused(run("--commands", folder.resolve("gone.yaml").toString()), "gone.yaml: no such file");
        study("trainer: {type: replay, curves: gone.csv}\nobjective: {metric: error}\nspace: {x: {type: boolean}}\n");
        refused(run(), "gone.csv: no such file");
        assertThat(folder.resolve("data/broker")).doesNotExist();
    }

    private static void refused(Cli ran, String complaint) {
        assertThat(ran.errLines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(complaint);
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    private void study(String yaml) throws Exception {
        Files.writeString(folder.resolve("study.yaml"), yaml);
    }

    private Cli runShared(String... more) {
        List<String> words = new ArrayList<>(List.of("--bootstrap-servers", SharedBroker.bootstrapServers()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private Cli run(String... more) {
        List<String> words =
                new ArrayList<>(List.of("run", folder.resolve("study.yaml").toString()));
        words.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        words.addAll(List.of("--out", folder.resolve("out").toString()));
        words.addAll(List.of(more));
        return Cli.run(words.toArray(String[]::new));
    }
}
