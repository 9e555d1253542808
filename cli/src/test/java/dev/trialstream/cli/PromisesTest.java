package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A promise without something that shows it, or the word that it was missed, fails the build; so does a command that is gone. */
class PromisesTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)`");
    private static final Pattern SCRIPT = Pattern.compile("`((?:\\.ci|benchmarks)/[\\w-]+)");

    @Test
    void every_promise_is_shown_by_something_that_exists_or_is_marked_missed() throws IOException {
        Set<String> tests = tests();
        List<String> rows = Files.readAllLines(Cli.home().resolve("docs/promises.md")).stream()
                .filter(line -> line.matches("\\| \\d+\\..*"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(rows).allSatisfy(row -> {
            String[] cells = row.split("(?<!\\\\)\\|", -1);
            assertThat(cells).hasSize(6);
            assertThat(cells[2]).isNotBlank();
            boolean missed = cells[4].contains("missed: ");
            List<String> named = matches(TEST, cells[3]);
            List<String> scripts = matches(SCRIPT, cells[3]);
            assertThat(missed || !named.isEmpty() || !scripts.isEmpty()).as(row).isTrue();
            assertThat(tests).as(row).containsAll(named);
            assertThat(scripts)
                    .allSatisfy(script -> assertThat(Cli.home().resolve(script)).isExecutable());
        });
    }

    @Test
    void the_commands_of_the_readme_are_run_by_ci() throws IOException {
        String ci = Files.readString(Cli.home().resolve(".ci/run"));
        String readme = Files.readString(Cli.home().resolve("README.md"));
        for (String command : List.of(
                "./trialstream tune examples/digits.csv --target digit", "./trialstream predict --model", "verify")) {
            assertThat(readme).contains(command);
            assertThat(ci).contains(command);
        }
    }

    private static List<String> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Cli.home())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
