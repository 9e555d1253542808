package dev.trialstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReplayCommandTest {
    @TempDir
    Path folder;

    /** Four curves of three epochs; the later ones are worse throughout, and an epoch takes an hour. */
    private Path curves() throws Exception {
        StringBuilder rows = new StringBuilder("curve,x,epoch,error,loss,seconds\n");
        for (int curve = 1; curve <= 4; curve++) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                rows.append(curve + "," + curve + "," + epoch + "," + curve / 10.0 + "," + 1.0 / epoch + ",3600\n");
            }
        }
        return Files.writeString(folder.resolve("curves.csv"), rows);
    }

    @Test
    void recorded_curves_say_what_a_rule_saves_and_what_it_loses() throws Exception {
        Cli answer = Cli.run(
                "replay",
                "--curves",
                curves().toString(),
                "--metric",
                "error",
                "--workers",
                "1",
                "--shuffles",
                "5",
                "--stopping",
                "none",
                "--stopping",
                "{rule: threshold, above: 0.25}",
                "--json");

        JsonNode answers = Json.json().readTree(answer.out());
        assertThat(answers.get(0).at("/answer/share").doubleValue())
                .isEqualTo(1.0, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(answers.get(0).at("/answer/hours").doubleValue())
                .isEqualTo(12.0, org.assertj.core.api.Assertions.within(1e-9));
        // curves 3 and 4 stop after their first epoch: 3 + 3 + 1 + 1 of 12
        assertThat(answers.get(1).at("/answer/share").doubleValue())
                .isEqualTo(8 / 12.0, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(answers.get(1).at("/answer/regret").doubleValue()).isZero();
    }

    @Test
    void a_history_without_its_beginning_is_called_so_and_one_that_begins_with_a_command_is_proved() throws Exception {
        List<String> recorded = recorded("commands");

        Cli whole = Cli.run("replay", "--history", written(recorded).toString());
        assertThat(whole.exitCode()).as(whole.err()).isZero();

        List<String> headless = recorded.subList(1, recorded.size());
        assertThat(headless).noneMatch(line -> line.contains("\"type\":\"submitted\""));
        Cli cut = Cli.run("replay", "--history", written(headless).toString());
        assertThat(cut.exitCode()).isEqualTo(1);
        assertThat(cut.errLines())
                .singleElement()
                .asString()
                .startsWith("error: study p4-commands: the beginning of its history is missing");

        String command = recorded.stream()
                .filter(line -> line.contains("\"type\":\"commanded\""))
                .findFirst()
                .orElseThrow();
        List<String> early = new ArrayList<>(List.of(command, refusalOf(command)));
        early.addAll(recorded);
        Cli proved = Cli.run("replay", "--history", written(early).toString());
        assertThat(proved.exitCode()).as(proved.out() + proved.err()).isZero();
    }

    @Test
    void a_history_without_events_has_no_beginning() throws Exception {
        List<String> decisions = recorded("commands").stream()
                .filter(line -> line.startsWith("{\"kind\":\"decision\""))
                .toList();
        Cli answer = Cli.run("replay", "--history", written(decisions).toString());
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.errLines()).singleElement().asString().contains("the beginning of its history is missing");
    }

    /** What the orchestrator answers to a command for a study that is not there yet. */
    private static String refusalOf(String command) {
        HistoryEvent commanded =
                Messages.readEvent(command.substring(command.indexOf(",\"value\":") + 9, command.length() - 1)
                        .getBytes(UTF_8));
        HistoryEvent refusal = HistoryEvent.of(
                commanded.study(),
                commanded.time(),
                "orchestrator",
                commanded.id(),
                new Fact.Rejected(
                        ((Fact.Commanded) commanded.fact()).submission(),
                        "study",
                        "there is no study " + commanded.study()));
        return "{\"kind\":\"event\",\"headers\":{},\"value\":" + new String(Messages.write(refusal), UTF_8) + "}";
    }

    /** The records of a study of policy 4, a line each. */
    private static List<String> recorded(String name) throws Exception {
        try (InputStream packed = new GZIPInputStream(
                ReplayCommandTest.class.getResourceAsStream("/histories/policy-4/" + name + ".jsonl.gz"))) {
            return new String(packed.readAllBytes(), UTF_8).lines().skip(1).toList();
        }
    }

    /** A file with these records, whose first line counts them. */
    private Path written(List<String> records) throws Exception {
        String body = String.join("\n", records) + "\n";
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
        String counts = Stream.of("event", "decision", "best")
                .map(kind -> "\"%ss\":%d"
                        .formatted(
                                kind,
                                records.stream()
                                        .filter(line -> line.startsWith("{\"kind\":\"" + kind + "\""))
                                        .count()))
                .collect(Collectors.joining(","));
        String header =
                "{\"format\":\"trialstream-history\",\"version\":1,\"study\":\"p4-commands\",\"state\":\"completed\",%s,\"sha256\":\"%s\"}"
                        .formatted(counts, hash);
        return Files.writeString(folder.resolve("written.jsonl"), header + "\n" + body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --curves CURVES                                      | --metric: expected one of error, loss, of which the file has several
                    --curves CURVES --metric wobble                      | --metric: expected one of error, loss, got wobble
                    --curves CURVES --metric error --stopping guess      | --stopping.rule: expected one of none, asha, asha_promote
                    --curves CURVES --metric error --at noon             | --at: expected one of smoothed_best, best, last, got noon
                    --curves CURVES --metric error --workers 0           | replay: expected --workers and --shuffles of at least 1, got 0 and 100
                    --curves nowhere.csv                                 | --curves: nowhere.csv
                    --history nowhere.jsonl                              | --history nowhere.jsonl: could not be read
                    --curves CURVES --history x                          | replay: expected one of STUDY, --history FILE and --curves FILE, got 2
                    --workers 3                                          | replay: expected one of STUDY, --history FILE and --curves FILE, got 0
                    """)
    void what_cannot_be_answered_is_said_in_one_line(String words, String complaint) throws Exception {
        Cli answer = Cli.run(("replay " + words.replace("CURVES", curves().toString())).split(" +"));

        assertThat(answer.errLines()).singleElement().asString().startsWith("error: " + complaint);
        assertThat(answer.exitCode()).isEqualTo(2);
    }
}
