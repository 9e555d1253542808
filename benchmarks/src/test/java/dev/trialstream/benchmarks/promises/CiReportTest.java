package dev.trialstream.benchmarks.promises;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/Report.java} on reports as surefire writes them. */
class CiReportTest {
    @TempDir
    private Path folder;

    @Test
    void it_prints_steps_sums_failures_and_flaky_tests() throws Exception {
        write("steps", "01\t12\tpassed\tmvn verify\n02\t3\tFAILED\tkill -9\n");
        write("01/a/TEST-x.FooTest.xml", """
                <testsuite name="x.FooTest" tests="4">
                  <testcase name="passes" classname="x.FooTest"/>
                  <testcase name="wavers" classname="x.FooTest">
                    <flakyFailure message="&#10;Expecting actual:&#10;  1&#10;to be 2" type="E"><stackTrace>at</stackTrace></flakyFailure>
                    <flakyError type="java.lang.IllegalStateException"><stackTrace>IllegalStateException: late
                	at x</stackTrace></flakyError>
                  </testcase>
                  <testcase name="breaks" classname="x.FooTest"><failure message="broken" type="E">at</failure></testcase>
                  <testcase name="needs kcat" classname="x.FooTest"><skipped message="no kcat"/></testcase>
                </testsuite>
                """);
        write("02/b/TEST-x.BarTest.xml", """
                <testsuite><testcase name="" classname="x.BarTest"><error type="E">no broker
                at x</error></testcase></testsuite>
                """);
        write("flaky", "x.SlowTest.survives\tlate by 2 s\n");

        assertThat(report("summary")).isEqualTo("""
                  step        seconds  passed  failed  skipped
                  mvn verify       12       2       1        1
                  kill -9           3       0       1        0  FAILED
                  total            15       2       2        1
                tests: 2 passed, 2 failed, 1 skipped

                failed tests
                  x.FooTest.breaks  broken
                  x.BarTest         no broker
                flaky tests: failed, then passed when tried again
                  x.FooTest.wavers     Expecting actual: 1
                  x.FooTest.wavers     IllegalStateException: late
                  x.SlowTest.survives  late by 2 s
                """);
        assertThat(report("failed")).isEqualTo("x.FooTest.breaks\tbroken\nx.BarTest\tno broker\n");
    }

    @Test
    void it_says_so_where_no_test_failed_or_wavered() throws Exception {
        write("01/a/TEST-x.FooTest.xml", "<testsuite><testcase name=\"a\" classname=\"x.FooTest\"/></testsuite>");
        assertThat(report("summary"))
                .contains("tests: 1 passed, 0 failed, 0 skipped\n", "no failed tests\n", "no flaky tests\n");
    }

    @Test
    void it_names_promised_tests_that_no_step_ran() throws Exception {
        write("skipped", "benchmarks/compose\n");
        write("01/a/TEST-x.PromisesTest.xml", """
                <testsuite><testcase name="a" classname="x.PromisesTest"/></testsuite>""");
        write("01/a/TEST-x.UpTest.xml", """
                <testsuite><testcase name="a" classname="x.UpTest"><skipped/></testcase></testsuite>""");
        String said = report("promised");
        String elsewhere = said.substring(0, said.indexOf("PROMISED TESTS THAT DID NOT RUN"));
        String missing = said.substring(elsewhere.length());
        assertThat(elsewhere)
                .contains("benchmarks/compose, which was skipped here")
                .contains("a command of its own");
        assertThat(missing).containsPattern("UpTest +benchmarks/survival").doesNotContain("PromisesTest");
    }

    private String report(String what) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(List.of(java.toString(), ".ci/Report.java", what, folder.toString()))
                .directory(Path.of("..").toAbsolutePath().normalize().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(said.contains("DID NOT RUN") ? 1 : 0);
        return said;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
