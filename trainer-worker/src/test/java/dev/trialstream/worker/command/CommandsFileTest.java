package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.InvalidStudy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsFileTest {
    @TempDir
    Path folder;

    @Test
    void everything_can_be_said() throws Exception {
        Files.createDirectory(folder.resolve("scripts"));
        Path file = Files.writeString(folder.resolve("commands.yaml"), """
                commands:
                  sklearn:
                    run: [python3, train.py, --lr, "{learning_rate}", [--momentum, "{momentum}"], 5, true]
                    directory: scripts
                    environment: {OMP_NUM_THREADS: 1, NAME: "{trial}"}
                    epochs_from: pipe
                    grace: 90s
                    log_mb: 2
                  least: {run: [train]}
                """);

        Map<String, CommandSpec> commands = CommandsFile.read(file);

        CommandSpec all = commands.get("sklearn");
        assertThat(all.run()).hasSize(7);
        assertThat(all.run().get(4).optional()).isTrue();
        assertThat(all.run().get(5).words().get(0)).hasToString("5");
        assertThat(all.directory()).isEqualTo(folder.resolve("scripts"));
        assertThat(all.environment()).containsOnlyKeys("OMP_NUM_THREADS", "NAME");
        assertThat(all.epochsFrom()).isEqualTo(CommandSpec.EpochsFrom.PIPE);
        assertThat(all.grace()).isEqualTo(Duration.ofSeconds(90));
        assertThat(all.logBytes()).isEqualTo(2_000_000);
        CommandSpec least = commands.get("least");
        assertThat(least.directory()).isEqualTo(folder.resolve(""));
        assertThat(least.epochsFrom()).isEqualTo(CommandSpec.EpochsFrom.STDOUT);
        assertThat(least.grace()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                              | commands: expected names of commands
            commands                                        | commands: expected names of commands
            {a: [}                                          | commands: not YAML
            {}                                              | commands: expected names of commands with what they run, but it is missing
            {commands: {}, more: 1}                         | more: unknown key
            {commands: {A b: {run: [x]}}}                   | commands.A b: expected as name lower-case letters
            {commands: {a: x}}                              | commands.a: expected keys with values
            {commands: {a: {}}}                             | commands.a.run: expected the program and its arguments
            {commands: {a: {run: python3 train.py}}}        | commands.a.run: expected the program and its arguments
            {commands: {a: {run: []}}}                      | commands.a.run: expected the program and its arguments
            {commands: {a: {run: [[x]]}}}                   | commands.a.run[0]: expected a text
            {commands: {a: {run: [x, {y: z}]}}}             | commands.a.run[1]: expected a text
            {commands: {a: {run: [x, "{}"]}}}               | commands.a.run[1]: expected a name in braces
            {commands: {a: {run: [x, "{learning-rate}"]}}}  | commands.a.run[1]: expected a name in braces such as {learning_rate}, or {{ for a brace, got {learning-rate}
            {commands: {a: {run: [x], directory: gone}}}    | commands.a.directory: expected a folder to run in
            {commands: {a: {run: [x], environment: {A-B: 1}}}} | commands.a.environment.A-B: expected the name of a variable
            {commands: {a: {run: [x], environment: {A: "{"}}}} | commands.a.environment.A: expected a name in braces
            {commands: {a: {run: [x], epochs_from: mail}}}  | commands.a.epochs_from: expected one of stdout, file, pipe
            {commands: {a: {run: [x], grace: soon}}}        | commands.a.grace: expected a duration
            {commands: {a: {run: [x], grace: 1h}}}          | commands.a.grace: expected 10m at most
            {commands: {a: {run: [x], log_mb: 0}}}          | commands.a.log_mb: expected a whole number of at least 1
            {commands: {a: {run: [x], shell: true}}}        | commands.a.shell: unknown key
            """)
    void what_is_wrong_is_named_by_its_place(String yaml, String complaint) {
        assertThatThrownBy(() -> CommandsFile.parse(yaml, folder))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageStartingWith(complaint);
    }
}
