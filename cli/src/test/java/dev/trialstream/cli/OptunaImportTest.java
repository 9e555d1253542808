package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.protocol.kafka.Imports;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A study of Optuna's comes into an installation whose services are at work. */
class OptunaImportTest {
    private static final String OTHER = """
            {"op_code":0,"worker_id":"w","study_name":"other","directions":[2]}
            {"op_code":4,"worker_id":"w","study_id":1,"datetime_start":"2024-03-02T00:00:00.000000"}
            {"op_code":6,"worker_id":"w","trial_id":6,"state":1,"values":[7.0],"datetime_complete":"2024-03-02T00:00:01.000000"}
            """;

    @TempDir
    Path folder;

    @Test
    void a_study_of_optunas_is_listed_and_shown_like_any_other_and_nobody_acts_on_it() throws Exception {
        Path sqlite = OptunaFiles.sqlite(folder.resolve("optuna.db"), OptunaFiles.SCHEMA, OptunaFiles.DIGITS);
        Path journal = Files.writeString(folder.resolve("optuna.log"), OptunaFiles.JOURNAL + OTHER);
        try (Cluster cluster = new Cluster(folder.resolve("cluster"))) {
            Cli imported = cluster.run("study", "import", sqlite.toString());
            assertThat(imported.err().lines())
                    .hasSize(5)
                    .first()
                    .isEqualTo("left out 1 trial that was still waiting in Optuna");
            assertThat(imported.out()).isEqualTo("study digits-on-mlp: imported, completed, 5 trials\n");

            Cli again = cluster.run("study", "import", sqlite.toString());
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(again.errLines())
                    .singleElement()
                    .asString()
                    .contains("study digits-on-mlp: exists", "(completed)");

            JsonNode other =
                    cluster.json("study", "import", journal.toString(), "--optuna-study", "other", "--study", "second");
            assertThat(other.get("best").get("value").doubleValue()).isEqualTo(7);

            listed(cluster);
            shown(cluster);
            Cli replayed = cluster.run("replay", "digits-on-mlp");
            assertThat(replayed.out())
                    .startsWith("study digits-on-mlp: was imported from optuna; its ")
                    .doesNotContain("fault");
            assertThat(replayed.exitCode()).isEqualTo(3);
            assertThat(cluster.run("study", "extend", "digits-on-mlp", "--trials", "1")
                            .err())
                    .isEqualTo("error: study digits-on-mlp: study digits-on-mlp has ended\n");
            events(cluster);
            leaves(cluster);
        }
    }

    private static void listed(Cluster cluster) {
        JsonNode list = cluster.json("study", "list");
        assertThat(list.valueStream().map(it -> it.get("study").stringValue()))
                .containsExactly("digits-on-mlp", "second");
        JsonNode first = list.get(0);
        assertThat(first.get("state").stringValue()).isEqualTo("completed");
        assertThat(first.get("trials").toString())
                .isEqualTo("{\"total\":5,\"running\":0,\"completed\":2,\"stopped\":1,\"failed\":2}");
        assertThat(first.get("best").get("trial").stringValue()).isEqualTo("digits-on-mlp.3");
        assertThat(first.get("best").get("value").doubleValue()).isEqualTo(0.0625);
    }

    private static void shown(Cluster cluster) {
        JsonNode shown = cluster.json("study", "show", "digits-on-mlp");
        assertThat(shown.get("best").get("trial").stringValue()).isEqualTo("digits-on-mlp.3");
        assertThat(shown.get("reason").stringValue()).isEqualTo("brought in from the Optuna study Digits on MLP");
        assertThat(shown.get("all_trials")
                        .valueStream()
                        .map(it -> it.get("state").stringValue()))
                .containsExactly("completed", "stopped", "completed", "failed", "failed");
        JsonNode best = cluster.json("study", "best", "digits-on-mlp");
        assertThat(best.get("parameters").toString())
                .isEqualTo("{\"learning_rate\":0.001,\"units\":128,\"optimizer\":\"adam\"}");
        assertThat(best.get("status").stringValue()).isEqualTo("promoted");
        assertThat(cluster.json("trial", "show", "digits-on-mlp.2").get("value").doubleValue())
                .isEqualTo(0.5);
    }

    /** Beyond the import, the history contains only the command and its refusal. */
    private static void events(Cluster cluster) {
        List<String> own = new ArrayList<>();
        TopicScan.of(cluster.settings(), Topics.STANDARD.events(), "digits-on-mlp", record -> {
            HistoryEvent event = Messages.readEvent(record.value());
            if (event.study().equals("digits-on-mlp") && !Imports.isImported(record.headers())) {
                own.add(event.id());
            }
        });
        assertThat(own).hasSize(2).allMatch(id -> id.matches("digits-on-mlp/(commanded|rejected)/.*"));
    }

    /** What was brought in goes out again to MLflow. */
    private static void runs(Cluster cluster) {
        try (MlflowStandIn mlflow = new MlflowStandIn()) {
            Cli exported = cluster.run("study", "export", "digits-on-mlp", "--mlflow", mlflow.uri());
            assertThat(exported.out())
                    .isEqualTo("study digits-on-mlp: 6 runs created, 0 completed, 0 left as they were,"
                            + " in experiment trialstream of " + mlflow.uri() + "\n");
            assertThat(mlflow.runs().get("digits-on-mlp.2").info().get("status").stringValue())
                    .isEqualTo("KILLED");
            JsonNode again =
                    cluster.json("study", "export", "digits-on-mlp", "--mlflow", mlflow.uri(), "--experiment", "other");
            assertThat(again.get("mlflow").get("created").intValue()).isEqualTo(6);
            assertThat(cluster.run("study", "export", "digits-on-mlp").err())
                    .isEqualTo("error: study export: expected where to, --out FILE or --mlflow URI or both\n");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** It can be exported, and deleted. */
    private void leaves(Cluster cluster) {
        Path out = folder.resolve("digits.jsonl");
        cluster.json("study", "export", "digits-on-mlp", "--out", out.toString());
        assertThat(out).content().contains("\"ce_source\":\"/trialstream/optuna\"");
        runs(cluster);
        cluster.json("study", "delete", "digits-on-mlp");
        assertThat(cluster.run("study", "best", "digits-on-mlp").err()).contains("has been deleted");
        Awaitility.await()
                .untilAsserted(() -> assertThat(cluster.json("study", "list")
                                .valueStream()
                                .map(it -> it.get("study").stringValue()))
                        .containsExactly("second"));
    }
}
