package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
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
