package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.worker.command.LineSplitter.Line;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandOutputLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"epoch\": 3, \"metrics\": {\"error\": 0.5, \"loss\": 2}}",
                "{\"epoch\": 3, \"metrics\": {\"error\": 0.5, \"loss\": 2}, \"seed\": 1}",
                "{\"epoch\": 3, \"error\": 0.5, \"loss\": 2, \"note\": \"x\", \"done\": false}",
                "  {\"loss\":2,\"error\":5e-1,\"epoch\":3}  "
            })
    void metrics_stand_in_a_place_of_their_own_or_beside_the_epoch(String line) {
        assertThat(said(line)).isEqualTo(new CommandOutputLine.Epoch(3, Map.of("error", 0.5, "loss", 2.0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "epoch 1", "[1]", "\"{\"", "{}", "{\"level\": \"info\"}", "- {"})
    void everything_else_is_talk(String line) {
        assertThat(said(line)).isEqualTo(new CommandOutputLine.Talk());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                  | a line that is no JSON
            {'epoch': 1}                       | a line that is no JSON
            {"epoch": 1.5, "error": 1}         | expected a whole number as epoch
            {"epoch": 99999999999, "error": 1} | expected a whole number as epoch
            {"epoch": 1, "metrics": [1]}       | expected names with numbers as metrics
            {"epoch": 1, "metrics": {"a": {}}} | expected a number as a
            {"epoch": 1, "a b": 1}             | expected as name of a metric
            """)
    void what_is_meant_to_be_an_epoch_and_is_none_is_named(String line, String complaint) {
        assertThat(said(line)).isInstanceOf(CommandOutputLine.Nonsense.class);
        assertThat(((CommandOutputLine.Nonsense) said(line)).complaint()).startsWith(complaint);
    }

    @Test
    void an_epoch_has_a_hundred_metrics_at_most() {
        String many =
                IntStream.range(0, 101).mapToObj(i -> ", \"m" + i + "\": 1").collect(Collectors.joining());
        assertThat(said("{\"epoch\": 1" + many + "}"))
                .isEqualTo(new CommandOutputLine.Nonsense("expected at most 100 metrics, got 101"));
    }

    private static CommandOutputLine said(String line) {
        return CommandOutputLine.of(new Line(line, false, true));
    }
}
