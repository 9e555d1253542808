package dev.trialstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.network.NetworkTrainer;
import dev.trialstream.training.prepare.Profiler;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.TrainTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code predict} with a small model of its own: what it prints, and what a user can get wrong. */
class PredictTest {
    private static final String GOOD = "x,c\n1,u\n29,v\n,w\n";

    @TempDir
    static Path delivered;

    @TempDir
    Path folder;

    @BeforeAll
    static void deliver() throws IOException {
        StringBuilder csv = new StringBuilder("x,c,y\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i).append(i % 3 == 0 ? ",u," : ",v,").append(i < 30 ? "low\n" : "\"high, very\"\n");
        }
        Path data = Files.writeString(delivered.resolve("train.csv"), csv);
        DataSpec spec = new DataSpec("train.csv", "y", null, Split.standard(1));
        String sha256 = Profiler.profile(data, spec).sha256();
        Parameters parameters = new Parameters(Map.of("units", 8));
        List<EpochReport> reports = new ArrayList<>();
        EpochSink sink = new EpochSink() {
            @Override
            public void epoch(EpochReport report) {
                reports.add(report);
            }

            @Override
            public Optional<Decision> verdict() {
                return Optional.empty();
            }
        };
        NetworkTrainer trainer = new NetworkTrainer();
        trainer.train(
                new TrainTask(
                        new Job.Train(
                                "s.1",
                                "s",
                                1,
                                1,
                                Role.SEARCH,
                                parameters,
                                1,
                                2,
                                spec,
                                sha256,
                                TrainerSpec.MLP,
                                Objective.VALIDATION_ERROR,
                                RowUse.AS_SPLIT,
                                Curve.empty()),
                        data,
                        null),
                sink);
        trainer.deliver(
                new DeliverTask(
                        new Job.Deliver(
                                "s.deliver",
                                "s",
                                1,
                                "s.1",
                                "c",
                                parameters,
                                spec,
                                sha256,
                                TrainerSpec.MLP,
                                RowUse.AS_SPLIT),
                        data,
                        reports.get(1).checkpoint()),
                delivered);
    }

    @Test
    void predictions_are_printed_as_csv_and_the_same_bytes_go_to_a_file() throws IOException {
        Path data = Files.writeString(folder.resolve("a.csv"), GOOD);
        Path out = folder.resolve("out.csv");

        Cli printed = Cli.run("predict", "--model", delivered.toString(), data.toString());
        Cli written = Cli.run("predict", "--model", delivered.toString(), data.toString(), "--out", out.toString());

        assertThat(printed.exitCode()).as(printed.err()).isZero();
        List<String> lines = printed.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("y,\"probability_high, very\",probability_low");
        assertThat(lines.subList(1, 4)).allMatch(line -> line.matches("(low|\"high, very\"),[0-9.E-]+,[0-9.E-]+"));
        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(written.out()).isEmpty();
        assertThat(Files.readString(out)).isEqualTo(printed.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            x,c\\n1,u\\n1e300,u\\n     | line 3: column x holds 1e300, which is beyond the numbers of a network
            x,c\\n1,u\\n-1e308,u\\n    | line 3: column x holds -1e308, which is beyond the numbers of a network
            x,c\\n1,u\\n1e999,u\\n     | line 3: column x: expected a number, got 1e999
            x,c\\n1,u\\ninf,u\\n       | line 3: column x: expected a number, got inf
            x,c\\n                    | has a header alone, expected rows below it
            ''                       | is empty, expected a header and rows
            c\\nu\\n                  | has no column x, expected every input column that the model was trained on
            x,c\\n1,u,3\\n            | line 2: expected 2 fields as in the header, found 3
            x,c\\n1,"u\\n             | line 2: a quote opens in this row and is never closed
            """)
    void a_row_without_an_answer_is_refused_in_one_line_that_names_it(String text, String complaint)
            throws IOException {
        Path data = Files.writeString(
                folder.resolve("a.csv"), text.replace("''", "").replace("\\n", "\n"));

        Cli result = Cli.run("predict", "--model", delivered.toString(), data.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("a.csv").contains(complaint);
        assertThat(result.out()).doesNotContain("NaN");
    }

    @Test
    void cells_that_no_training_row_was_like_are_counted_and_named_beside_the_answers() throws IOException {
        Path data = Files.writeString(
                folder.resolve("a.csv"), "x;c;id\n1;u;7\n100000;u;8\n2;new;9\n-;v;10\n1e20;newer;11\n");

        Cli result = Cli.run("predict", "--model", delivered.toString(), data.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(6).noneMatch(line -> line.contains("NaN"));
        assertThat(result.err().lines())
                .containsExactlyInAnyOrder(
                        data + ": fields are separated by ;",
                        data + ": no input of the model: id",
                        data + ": 2 rows of column x with a number far from those of the training rows, the first in"
                                + " line 3: 100000",
                        data + ": 2 rows of column c with a category that no training row had, the first in line 4:"
                                + " new",
                        data + ": 1 row of column x with no value, as no training row had, the first in line 5: -");
    }

    @Test
    void predictions_that_fail_half_way_leave_the_file_as_it_was() throws IOException {
        Path data = Files.writeString(folder.resolve("a.csv"), "x,c\n" + "1,u\n".repeat(3000) + "one,u\n");
        Path out = Files.writeString(folder.resolve("out.csv"), "before");

        Cli result = Cli.run("predict", "--model", delivered.toString(), data.toString(), "--out", out.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("a.csv line 3002: column x: expected a number, got one");
        assertThat(Files.readString(out)).isEqualTo("before");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(data, out);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void bad_input_is_named_in_one_line_and_leaves_nothing_behind(Case input) throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        for (String file : List.of("model.zip", "preparation.json")) {
            Files.copy(delivered.resolve(file), model.resolve(file));
        }
        input.spoil().in(folder);
        List<Path> before = list();
        List<String> args = new ArrayList<>(List.of("predict"));
        input.args().forEach(arg -> args.add(arg.replace("DIR", folder.toString())));

        Cli result = Cli.run(args.toArray(String[]::new));

        assertThat(result.errLines()).hasSize(1);
        assertThat(result.errLines().get(0)).startsWith("error: ").contains(input.complaint());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(list()).isEqualTo(before);
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> left = Files.walk(folder)) {
            return left.sorted().toList();
        }
    }

    static Stream<Arguments> inputs() {
        return Stream.of(
                data("no data file", null, "a.csv: no such file"),
                data("an empty file", "", "a.csv: is empty, expected a header and rows"),
                data("a header alone", "x,c\n", "a.csv: has a header alone, expected rows below it"),
                data("a missing column", "x,y\n1,low\n", "a.csv: has no column c, expected every input column"),
                data("text for a number", "x,c\n1,u\ntwo,u\n", "a.csv line 3: column x: expected a number, got two"),
                data("a ragged row", "x,c\n1\n", "a.csv line 2: expected 2 fields as in the header, found 1"),
                data("binary", "x,c\n1,\0\n", "a.csv line 2: holds binary data"),
                model(
                        "no model folder",
                        "gone",
                        folder -> {},
                        "gone: no such folder, expected the folder of a delivered"),
                model(
                        "a file for a model",
                        "a.csv",
                        folder -> {},
                        "a.csv: is a file, expected the folder of a delivered"),
                model(
                        "a folder without a network",
                        "model",
                        folder -> Files.delete(folder.resolve("model/model.zip")),
                        "model: has no model.zip, expected the folder of a delivered model"),
                model(
                        "a folder without a preparation",
                        "model",
                        folder -> Files.delete(folder.resolve("model/preparation.json")),
                        "model: has no preparation.json"),
                model(
                        "half a network",
                        "model",
                        folder -> {
                            byte[] whole = Files.readAllBytes(folder.resolve("model/model.zip"));
                            Files.write(folder.resolve("model/model.zip"), Arrays.copyOf(whole, whole.length / 2));
                        },
                        "model.zip: is broken"),
                model(
                        "a preparation that is none",
                        "model",
                        folder -> Files.writeString(folder.resolve("model/preparation.json"), "{}"),
                        "preparation.json: is broken"),
                Arguments.of(Named.of("no model", new Case(PredictTest::good, "--model", List.of("DIR/a.csv")))),
                Arguments.of(Named.of(
                        "predictions into a folder",
                        new Case(
                                PredictTest::good,
                                "is a folder; expected a file",
                                List.of("--model", "DIR/model", "DIR/a.csv", "--out", "DIR")))),
                Arguments.of(Named.of(
                        "predictions over the data",
                        new Case(
                                PredictTest::good,
                                "a.csv: is the data file; expected another file for the predictions",
                                List.of("--model", "DIR/model", "DIR/a.csv", "--out", "DIR/model/../a.csv")))),
                Arguments.of(Named.of(
                        "predictions into a folder that is not there",
                        new Case(
                                PredictTest::good,
                                "the predictions could not be written there",
                                List.of("--model", "DIR/model", "DIR/a.csv", "--out", "DIR/gone/out.csv")))));
    }

    private static void good(Path folder) throws IOException {
        Files.writeString(folder.resolve("a.csv"), GOOD);
    }

    private static Arguments data(String name, String content, String complaint) {
        Spoil spoil = folder -> {
            if (content != null) {
                Files.writeString(folder.resolve("a.csv"), content);
            }
        };
        return Arguments.of(Named.of(
                name,
                new Case(spoil, complaint, List.of("--model", "DIR/model", "DIR/a.csv", "--out", "DIR/out.csv"))));
    }

    private static Arguments model(String name, String model, Spoil spoil, String complaint) {
        Spoil both = folder -> {
            good(folder);
            spoil.in(folder);
        };
        return Arguments.of(Named.of(name, new Case(both, complaint, List.of("--model", "DIR/" + model, "DIR/a.csv"))));
    }

    /** Makes the folder what a case needs. */
    @FunctionalInterface
    private interface Spoil {
        void in(Path folder) throws IOException;
    }

    /** DIR in the arguments stands for the folder; in it {@code model} is a good model until it is spoilt. */
    private record Case(Spoil spoil, String complaint, List<String> args) {}

    /** The class in docs/model.md, compiled and run, gives what the command prints. */
    @Test
    void the_example_of_the_documentation_predicts_what_the_command_predicts() throws Exception {
        Path page = Path.of("").toAbsolutePath();
        while (!Files.exists(page.resolve("docs/model.md"))) {
            page = page.getParent();
        }
        String text = Files.readString(page.resolve("docs/model.md"));
        String source = text.substring(text.indexOf("```java") + 8, text.indexOf("```", text.indexOf("```java") + 8));
        Files.writeString(folder.resolve("PredictOne.java"), source);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        folder.resolve("PredictOne.java").toString());
        assertThat(compiled).isZero();
        Path row = Files.writeString(folder.resolve("row.csv"), "x,c\n7,u\n");
        Cli command = Cli.run("predict", "--model", delivered.toString(), row.toString());
        String[] fields =
                command.out().lines().skip(1).findFirst().orElseThrow().split(",(?=[^ ])", -1);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(said, true, UTF_8));
            loader.loadClass("PredictOne").getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {delivered.toString()});
        } finally {
            System.setOut(before);
        }
        assertThat(said.toString(UTF_8))
                .startsWith(fields[0].replace("\"", "") + " {")
                .contains("low=")
                .contains(fields[fields.length - 1]);
    }
}
