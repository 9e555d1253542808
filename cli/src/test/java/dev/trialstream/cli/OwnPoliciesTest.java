package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A sampler and a stopping rule from a separate jar, as in examples/own. */
@Timeout(240)
class OwnPoliciesTest {
    private static final Path EXAMPLE = Cli.home().resolve("examples/own");
    private static final Pattern READY = Pattern.compile("ready \\S+ bootstrap (\\S+)");

    @TempDir
    Path folder;

    @Test
    void a_study_names_them_with_their_settings_and_replay_agrees() throws Exception {
        Path jar = jar();
        Path said = folder.resolve("up.out");
        Process up = process(jar, "up", "--data-dir", folder.resolve("data").toString())
                .redirectOutput(said.toFile())
                .start();
        try {
            String broker = broker(up, said);
            JsonNode result = Json.json()
                    .readTree(run(
                            jar,
                            "run",
                            EXAMPLE.resolve("policies.yaml").toString(),
                            "--no-services",
                            "--bootstrap-servers",
                            broker,
                            "--out",
                            folder.resolve("out").toString(),
                            "--json"));
            assertThat(result.get("state").stringValue()).isEqualTo("completed");
            assertThat(result.get("best").get("value").doubleValue()).isLessThan(0.1);

            Path file = folder.resolve("history.jsonl");
            run(jar, "study", "export", "own-policies", "--out", file.toString(), "--bootstrap-servers", broker);
            String history = Files.readString(file);
            assertThat(history).contains("\"sampler\":\"halton\"").contains("\"rule\":\"laggard\"");
            assertThat(history).contains("\"skip\":5").contains("\"factor\":4.0");
            assertThat(run(jar, "replay", "--history", file.toString()))
                    .contains("study own-policies: 12 suggestions and ")
                    .contains("and they are those that were made");
        } finally {
            up.destroy();
            up.waitFor();
        }
    }

    @Test
    void they_are_listed_beside_those_of_this_project() throws Exception {
        Path jar = jar();
        assertThat(run(jar, "samplers"))
                .contains("halton")
                .contains("Points at the beginning")
                .contains("tpe");
        assertThat(run(jar, "rules")).contains("laggard").contains("asha_promote");
        assertThat(Json.json().readTree(run(jar, "schema")).at("/$defs/rule.laggard/properties/factor/default"))
                .hasToString("3.0");
    }

    @Test
    void a_class_that_is_named_and_is_not_there_is_said_in_one_line() throws Exception {
        Process process = process(EXAMPLE, "samplers").start();
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .containsExactly("error: META-INF/services/dev.trialstream.policy.search.Sampler: Provider Halton not"
                        + " found; expected on the class path a public class with a public constructor without"
                        + " arguments");
    }

    @Test
    void without_the_jar_the_study_is_refused_with_the_names_that_there_are() {
        Cli ran = Cli.run("run", EXAMPLE.resolve("policies.yaml").toString(), "--out", folder.resolve("o") + "");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.errLines())
                .singleElement()
                .asString()
                .contains("search.algorithm: expected one of auto, random, tpe, got halton");
    }

    private static String broker(Process up, Path said) {
        return Awaitility.await("up is ready")
                .atMost(Duration.ofSeconds(60))
                .failFast("up has ended", () -> !up.isAlive())
                .until(
                        () -> Files.readString(said)
                                .lines()
                                .map(READY::matcher)
                                .filter(Matcher::find)
                                .toList(),
                        ready -> !ready.isEmpty())
                .get(0)
                .group(1);
    }

    private String run(Path jar, String... words) throws Exception {
        Process process = process(jar, words).start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return out;
    }

    private ProcessBuilder process(Path jar, String... words) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path") + ":" + jar,
                Trialstream.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(
                        folder.resolve(words[0].equals("up") ? "up.err" : "err").toFile());
    }

    /** What examples/own/compile makes. */
    private Path jar() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> words = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        for (String source : List.of("Parabola", "Halton", "Laggard")) {
            words.add(EXAMPLE.resolve(source + ".java").toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)))
                .isZero();
        Path jar = folder.resolve("own.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, classes, classes);
            add(out, EXAMPLE, EXAMPLE.resolve("META-INF"));
        }
        return jar;
    }

    private static void add(JarOutputStream out, Path root, Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, (OutputStream) out);
                out.closeEntry();
            }
        }
    }
}
