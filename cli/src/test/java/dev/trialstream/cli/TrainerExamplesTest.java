package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The examples of trainers that are not built in, as they stand. */
@Timeout(240)
class TrainerExamplesTest {
    private static final Path EXAMPLES = Cli.home().resolve("examples");

    @TempDir
    Path folder;

    @Test
    void a_scikit_learn_script_is_tuned() throws Exception {
        JsonNode result = runCommand("sklearn");
        assertThat(result.get("best").get("metrics").get("validation_error").doubleValue())
                .isBetween(0.0, 0.2);
        assertThat(result.get("trials").get("failed").intValue()).isZero();
        assertThat(result.get("trials").get("stopped").intValue()).isPositive();
        assertThat(folder.resolve("out/checkpoint")).isRegularFile();
    }

    @Test
    void a_pytorch_script_is_tuned() throws Exception {
        JsonNode result = runCommand("torch");
        assertThat(result.get("best").get("metrics").get("validation_error").doubleValue())
                .isBetween(0.0, 0.2);
        assertThat(result.get("trials").get("failed").intValue()).isZero();
        assertThat(folder.resolve("out/checkpoint")).isRegularFile();
    }

    /** The configuration of the example, with the Python of this machine that has the module. */
    private JsonNode runCommand(String module) throws Exception {
        String python = pythonWith(module);
        String commands = Files.readString(EXAMPLES.resolve("command/commands.yaml"))
                .replace("[python3,", "[" + python + ",")
                .replace("    run:", "    directory: " + EXAMPLES.resolve("command") + "\n    run:");
        Path file = Files.writeString(folder.resolve("commands.yaml"), commands);
        Cli ran = Cli.run(
                "run",
                EXAMPLES.resolve("command/" + module + ".yaml").toString(),
                "--commands",
                file.toString(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return Json.json().readTree(ran.out());
    }

    @Test
    void a_class_on_the_class_path_is_tuned() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String classPath = System.getProperty("java.class.path");
        List<String> words = new ArrayList<>(List.of("-proc:none", "-cp", classPath, "-d", classes.toString()));
        try (Stream<Path> sources = Files.list(EXAMPLES.resolve("own"))) {
            sources.map(Path::toString).filter(it -> it.endsWith(".java")).forEach(words::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)))
                .isZero();
        JsonNode result = tuneParabola(EXAMPLES.resolve("own") + ":" + classes + ":" + classPath);
        assertThat(result.get("state").stringValue()).isEqualTo("completed");
        assertThat(result.get("best").get("value").doubleValue()).isLessThan(0.1);
    }

    @Test
    void a_trainer_that_is_not_on_the_class_path_is_refused_and_the_reason_names_those_there_are() {
        Cli ran = Cli.run(
                "run",
                EXAMPLES.resolve("own/parabola.yaml").toString(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("trainer.name: no trainer parabola is on the class path, expected one of [network, replay");
    }

    private JsonNode tuneParabola(String classPath) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback.xml", // its log is no output of the command's, unlike a test's
                "-cp",
                classPath,
                Trialstream.class.getName(),
                "run",
                EXAMPLES.resolve("own/parabola.yaml").toString(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--json"));
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(words).redirectError(err.toFile()).start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(Files.readString(err)).isZero();
        return Json.json().readTree(out);
    }

    private static String pythonWith(String module) {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(python -> succeeds(python, "-c", "import numpy, " + module))
                .findFirst()
                .orElseGet(() -> {
                    System.out.println("SKIPPED, for there is no Python with " + module + " on this machine");
                    Assumptions.abort("there is no Python with " + module);
                    return module;
                });
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
