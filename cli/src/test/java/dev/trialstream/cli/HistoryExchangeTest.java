package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study leaves one installation as a file and comes into another, whose services are at work. */
class HistoryExchangeTest {
    private static final String STUDY = """
            study: moved
            trainer: {type: external}
            objective: {metric: error, direction: minimize}
            space: {x: {type: float, min: 0, max: 1}}
            stopping: {rule: none}
            budget: {trials: 3, epochs: 2, parallel: 1}
            """;

    @TempDir
    Path folder;

    private Path file;

    @Test
    void a_study_that_is_exported_and_imported_is_the_same_elsewhere_and_nobody_acts_on_it() throws Exception {
        file = folder.resolve("moved.jsonl");
        List<String> there = new ArrayList<>();
        try (Cluster from = new Cluster(folder.resolve("from"))) {
            trained(from);
            Cli exported = from.run("study", "export", "moved", "--out", file.toString());
            assertThat(exported.exitCode()).as(exported.err()).isZero();
            there.add(said(from));
            there.addAll(ids(from));
            Cli proved = from.run("replay", "moved");
            assertThat(proved.err()).isEmpty();
            assertThat(proved.out()).contains("and they are those that were made");
            assertThat(proved.exitCode()).isZero();
        }
        assertThat(there).hasSizeGreaterThan(10);
        Cli proved = Cli.run("replay", "--history", file.toString(), "--json");
        assertThat(proved.out()).contains("\"same\":true");
        Cli whatIf =
                Cli.run("replay", "--history", file.toString(), "--stopping", "median", "--stopping", "{rule: asha}");
        assertThat(whatIf.out())
                .contains("study moved under median: ", "study moved under {rule: asha}: ", "the winner");
        refusals();
        try (Cluster to = new Cluster(folder.resolve("to"))) {
            Cli imported = to.run("study", "import", file.toString());
            assertThat(imported.out()).isEqualTo("study moved: imported, completed, 3 trials\n");
            assertThat(said(to)).isEqualTo(there.get(0));

            Cli again = to.run("study", "import", file.toString());
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(again.errLines()).singleElement().asString().contains("study moved: exists", "(completed)");
            assertThat(to.run("study", "extend", "moved", "--trials", "1").err())
                    .isEqualTo("error: study moved: study moved has ended\n");

            // the next answer of the services shows that they have read the import
            Path next = Files.writeString(folder.resolve("next.yaml"), STUDY.replace("moved", "next"));
            to.json("study", "submit", next.toString());
            to.train("next", 3);
            ended(to, "next");
            List<String> asked = ids(to);
            assertThat(asked.subList(0, there.size() - 1)).isEqualTo(there.subList(1, there.size()));
            assertThat(asked.subList(there.size() - 1, asked.size()))
                    .as("all that came later is the command and its refusal")
                    .hasSize(2)
                    .allMatch(id -> id.startsWith("moved/commanded/") || id.startsWith("moved/rejected/"));

            Path twice = folder.resolve("twice.jsonl");
            to.json("study", "export", "moved", "--out", twice.toString());
            assertThat(Files.readAllLines(twice))
                    .containsAll(Files.readAllLines(file).subList(1, there.size()));
            to.json("study", "delete", "moved");
            assertThat(to.run("study", "best", "moved").err()).contains("has been deleted");
        }
    }

    private void trained(Cluster from) throws Exception {
        from.json(
                "study",
                "submit",
                Files.writeString(folder.resolve("study.yaml"), STUDY).toString());
        from.train("moved", 1);
        Path early = folder.resolve("early.jsonl");
        Cli unfinished = from.run("study", "export", "moved", "--out", early.toString());
        assertThat(unfinished.errLines())
                .containsExactly("study moved goes on: the file has it up to now, and can be read but not imported");
        assertThat(from.run("study", "import", early.toString()).err())
                .isEqualTo(
                        "error: " + early + ": study moved is running, and a study can be imported once it has ended;"
                                + " let it end or stop it, and export it again\n");
        from.train("moved", 2);
        ended(from, "moved");
    }

    /** Works without a broker: a broken file is refused before anything is written. */
    private void refusals() throws Exception {
        List<String> lines = Files.readAllLines(file);
        String whole = Files.readString(file);
        refused(String.join("\n", lines.subList(0, 5)) + "\n", "is cut off: it has 4 of ");
        refused(whole.replaceFirst("0\\.25", "0.24"), "has changed since it was exported: its hash is another");
        refused(
                whole.replaceFirst("\"version\":1", "\"version\":2"),
                "expected the format trialstream-history in version 1");
        refused("PK\u0001", "expected a file that study export wrote, or Optuna's SQLite or journal file");
    }

    private void refused(String content, String why) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), content);
        Cli ran = Cli.run("study", "import", broken.toString(), "--bootstrap-servers", "127.0.0.1:1");
        assertThat(ran.errLines()).singleElement().asString().startsWith("error: " + broken + ": " + why);
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    private static void ended(Cluster cluster, String study) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> cluster.json("study", "show", study)
                                .get("state")
                                .stringValue()
                                .equals("completed")
                        && cluster.json("study", "best", study)
                                .get("status")
                                .stringValue()
                                .equals("promoted"));
    }

    /** All output of the command line on the study. */
    private static String said(Cluster cluster) {
        return cluster.json("study", "show", "moved") + "\n" + cluster.json("study", "best", "moved") + "\n"
                + cluster.json("study", "list") + "\n" + cluster.json("trial", "show", "moved.2");
    }

    /** The ids of its events, in the order of the log. */
    private static List<String> ids(Cluster cluster) {
        List<String> ids = new ArrayList<>();
        TopicScan.of(cluster.settings(), Topics.STANDARD.events(), "moved", record -> {
            HistoryEvent event = Messages.readEvent(record.value());
            if (event.study().equals("moved")) {
                ids.add(event.id());
                assertThat(new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                        .isEqualTo(event.id());
            }
        });
        return ids;
    }
}
