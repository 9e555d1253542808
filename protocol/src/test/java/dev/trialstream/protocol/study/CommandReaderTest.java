package dev.trialstream.protocol.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.message.Command;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandReaderTest {
    @Test
    void reads_a_command() {
        assertThat(CommandReader.json(bytes("{\"study\": \"s\", \"command\": \"pause\"}")))
                .contains(new Command("s", Command.Kind.PAUSE));
        assertThat(CommandReader.json(bytes("{\"study\": \"s\", \"command\": \"resume\"}")))
                .contains(new Command("s", Command.Kind.RESUME));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"study": "s", "data": {}}
            [1]
            not JSON
            ''
            """)
    void leaves_to_others_what_is_no_command(String text) {
        assertThat(CommandReader.json(bytes(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"study": "s", "command": "explode"}            | command: expected one of pause, resume, got explode
            {"command": "pause"}                            | study: expected the id of the study, but it is missing
            {"study": "S!", "command": "pause"}             | study: expected lower-case letters, digits and hyphens, got S!
            {"study": "s", "command": "pause", "now": true} | now: unknown key
            """)
    void refuses_a_command_that_cannot_be(String text, String complaint) {
        assertThatThrownBy(() -> CommandReader.json(bytes(text)))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageStartingWith(complaint);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
