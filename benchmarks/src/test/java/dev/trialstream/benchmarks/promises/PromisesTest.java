package dev.trialstream.benchmarks.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Fails the build on a promise without a test or script, on one whose test does not run, and on a missing command. It
 * is in the last module, so that the reports of all other modules exist.
 */
class PromisesTest {
    private static final Path MODULE = Path.of("");
    private static final Path HOME = Path.of("..");

    @Test
    void every_promise_is_shown_by_something_or_is_marked_missed() throws IOException {
        Promises promises = new Promises(HOME);
        assertThat(promises.rows()).hasSizeGreaterThan(50);
        assertThat(promises.unshown()).isEmpty();
    }

    @Test
    void every_test_and_script_that_a_promise_names_exists_and_is_run_by_something() throws IOException {
        assertThat(new Promises(HOME).unrunnable()).isEmpty();
    }

    /** If only single tests were requested, the others are not expected to run. */
    @Test
    void every_test_that_a_promise_names_has_run_in_this_build() throws Exception {
        String began = System.getProperty("build.began");
        boolean whole = System.getProperty("test") == null && System.getProperty("groups") == null;
        if (began != null && whole) {
            assertThat(new Promises(HOME).notRun(new TestReports(Instant.parse(began)), MODULE))
                    .isEmpty();
        }
    }

    @Test
    void the_commands_of_the_readme_are_run_by_ci() throws IOException {
        String ci = Files.readString(HOME.resolve(".ci/run"));
        String readme = Files.readString(HOME.resolve("README.md"));
        for (String command : List.of(
                "./trialstream tune examples/digits.csv --target digit", "./trialstream predict --model", "verify")) {
            assertThat(readme).contains(command);
            assertThat(ci).contains(command);
        }
    }
}
