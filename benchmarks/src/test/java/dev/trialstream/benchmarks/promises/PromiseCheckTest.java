package dev.trialstream.benchmarks.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise check finds errors in a small checkout of its own. */
class PromiseCheckTest {
    private static final String PASSED = "<testcase name=\"it\"/>";
    private static final String SKIPPED = "<testcase name=\"it\"><skipped/></testcase>";

    @TempDir
    private Path home;

    @BeforeEach
    void checkout() throws IOException {
        write("pom.xml", "<module>a</module><module>last</module><excludedGroups>slow | container</excludedGroups>");
        write(".ci/run", "proof benchmarks/kill\n# benchmarks/comment\n");
        script("benchmarks/kill", "slow_tests KilledTest,FrozenTest 'shown'\n");
        script("benchmarks/long", "slow_tests LongTest ''\n");
        script("benchmarks/comment", "slow_tests CommentTest ''\n");
        test("PlainTest", "class");
    }

    @Test
    void a_test_of_the_build_or_of_a_script_that_is_run_is_runnable() throws IOException {
        test("KilledTest", "@Tag(\"slow\")\nclass");
        test("LongTest", "@Tag(\"slow\")\nclass");
        page("`PlainTest`, `KilledTest`, `LongTest` (by `benchmarks/long`)");
        assertThat(new Promises(home).unrunnable()).isEmpty();
    }

    @Test
    void a_test_that_does_not_exist_is_found() throws IOException {
        page("`GoneTest`, `benchmarks/gone`");
        assertThat(new Promises(home).unrunnable())
                .containsExactly("benchmarks/gone does not exist", "GoneTest does not exist, or nothing extends it");
    }

    @Test
    void a_test_that_is_excluded_from_the_build_and_run_by_no_script_is_found() throws IOException {
        test("ForgottenTest", "@Tag(\"container\")\nclass");
        test("CommentTest", "@Tag(\"slow\")\nclass");
        test("DisabledTest", "@Disabled\nclass");
        page("`ForgottenTest`, `CommentTest`, `DisabledTest`");
        assertThat(new Promises(home).unrunnable()).hasSize(3).allMatch(it -> it.contains("is not run"));
    }

    @Test
    void a_script_that_nothing_runs_is_found() throws IOException {
        page("`benchmarks/comment`");
        assertThat(new Promises(home).unrunnable())
                .containsExactly(
                        "benchmarks/comment is neither in .ci/run nor a command of its own in docs/promises.md");
    }

    @Test
    void a_test_outside_the_modules_of_the_build_is_found() throws IOException {
        write("stray/src/test/java/x/StrayTest.java", "package x;\nclass StrayTest {}");
        page("`StrayTest`");
        assertThat(new Promises(home).unrunnable()).hasSize(1);
    }

    @Test
    void a_row_that_nothing_shows_is_found_unless_it_is_marked_missed() throws IOException {
        write("docs/promises.md", """
                | 1.1 | what | nothing | figure |
                | 1.2 | what | nothing | missed: no time |
                | 1.3 | what | `PlainTest` | passes |
                | 1.4 | `PlainTest` | passes |
                """);
        assertThat(new Promises(home).unshown())
                .containsExactly("| 1.1 | what | nothing | figure |", "| 1.4 | `PlainTest` | passes |");
    }

    @Test
    void a_test_that_ran_is_well_and_one_that_was_skipped_or_left_out_is_found() throws Exception {
        test("SkippedTest", "class");
        test("MissingTest", "class");
        page("`PlainTest`, `SkippedTest`, `MissingTest`");
        report("PlainTest", PASSED + SKIPPED);
        report("SkippedTest", SKIPPED);
        assertThat(notRunSince(Instant.now().minusSeconds(60)))
                .containsExactly(
                        "MissingTest did not run in this build, or all of it was skipped",
                        "SkippedTest did not run in this build, or all of it was skipped");
    }

    @Test
    void reports_of_an_earlier_build_say_nothing_of_this_one() throws Exception {
        page("`PlainTest`");
        report("PlainTest", SKIPPED);
        assertThat(notRunSince(Instant.now().plusSeconds(60))).isEmpty();
    }

    @Test
    void an_abstract_test_runs_where_one_that_extends_it_runs() throws Exception {
        test("ContractTest", "abstract class");
        page("`ContractTest`");
        assertThat(new Promises(home).unrunnable()).hasSize(1);

        write("a/src/test/java/x/OneTest.java", "package x;\nclass OneTest extends ContractTest {}");
        report("PlainTest", PASSED);
        assertThat(new Promises(home).unrunnable()).isEmpty();
        assertThat(notRunSince(Instant.EPOCH)).hasSize(1);

        report("OneTest", PASSED);
        assertThat(notRunSince(Instant.EPOCH)).isEmpty();
    }

    private Iterable<String> notRunSince(Instant began) throws Exception {
        return new Promises(home).notRun(new TestReports(began), home.resolve("last"));
    }

    private void page(String shownBy) throws IOException {
        write(
                "docs/promises.md",
                "Commands of their own: `benchmarks/long`.\n| 1.1 | what | " + shownBy + " | passes |\n");
    }

    private void test(String name, String kind) throws IOException {
        write("a/src/test/java/x/" + name + ".java", "package x;\n\n" + kind + " " + name + " {}\n");
    }

    private void report(String name, String cases) throws IOException {
        write("a/target/surefire-reports/TEST-x." + name + ".xml", "<testsuite>" + cases + "</testsuite>");
    }

    private void script(String name, String text) throws IOException {
        write(name, text);
        assertThat(home.resolve(name).toFile().setExecutable(true)).isTrue();
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
