package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every user error ends in one clear line, exit code 2, and no files on the disk. */
class BadInputTest {
    private static final String GOOD = "x,y\n" + "1,a\n2,b\n".repeat(1) + rows();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void bad_input_is_named_in_one_line_and_leaves_nothing_behind(Case input) throws IOException {
        Path file = folder.resolve(input.file());
        if (input.content() != null) {
            Files.writeString(file, input.content());
        }
        List<String> args = new ArrayList<>(input.args());
        args.replaceAll(arg -> arg.replace("FILE", file.toString()).replace("DIR", folder.toString()));
        args.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        if (!args.contains("--out")) {
            args.addAll(List.of("--out", folder.resolve("out").toString()));
        }

        Cli result = Cli.run(args.toArray(String[]::new));

        assertThat(result.errLines()).hasSize(1);
        assertThat(result.errLines().get(0)).startsWith("error: ").contains(input.complaint());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(path -> !path.equals(file))).isEmpty();
        }
    }

    static Stream<Arguments> inputs() {
        return Stream.of(
                tune("a missing file", "a.csv", null, "a.csv: no such file"),
                tune("a folder", ".", null, "is a directory, expected a CSV file"),
                tune("an empty file", "a.csv", "", "a.csv: is empty"),
                tune("a header alone", "a.csv", "x,y\n", "a.csv: has a header alone, expected rows below it"),
                tune(
                        "a missing column",
                        "a.csv",
                        "x,z\n1,2\n",
                        "a.csv: has no column y to predict, its columns are x, z"),
                tune("a ragged row", "a.csv", GOOD + "1,a,3\n", "a.csv line 31"),
                tune("a short row", "a.csv", "x,y\n1,a\n2\n", "a.csv line 3"),
                tune("binary", "a.csv", "x,y\n\u0000\u0001,a\n", "a.csv"),
                tune("one class", "a.csv", "x,y\n1,a\n2,a\n3,a\n", "a.csv column y"),
                tune("a class with one row", "a.csv", GOOD + "99,lonely\n", "lonely"),
                tune("a target without a value", "a.csv", GOOD + "99,\n", "a.csv line 31"),
                tune("no inputs", "a.csv", "y\na\nb\na\nb\n", "a.csv"),
                tune("a header with the same name twice", "a.csv", "x,x,y\n1,2,a\n", "a.csv"),
                options("zero trials", "--trials", "0", "--trials: expected a whole number from 1 to 1000000, got 0"),
                options("zero epochs", "--epochs", "0", "--epochs: expected a whole number from 1 to 100000, got 0"),
                options(
                        "a task in other words",
                        "--task",
                        "ranking",
                        "--task: expected one of classification, regression, got ranking"),
                options(
                        "a target with text in a regression",
                        "--task",
                        "regression",
                        "a.csv line 2: target y holds a, expected a number as in a regression"),
                options(
                        "no slots",
                        "--parallel",
                        "-1",
                        "--parallel: expected a whole number from 1 to 1000000, got -1"),
                options("slots in words", "--parallel", "all", "--parallel"),
                options("no time", "--time", "0s", "--time: expected a duration above zero"),
                options("a rule that does not exist", "--stopping", "luck", "--stopping.rule: expected one of"),
                options("a rule that is not YAML", "--stopping", "{rule", "--stopping: not YAML"),
                options("seeds in words", "--confirm", "often", "--confirm: expected auto, none or a number"),
                options("trials in words", "--trials", "many", "--trials"),
                options("time in words", "--time", "soon", "--time: expected a duration above zero"),
                options("a seed in words", "--seed", "lucky", "--seed"),
                options("an unknown option", "--speed", "9", "Unknown option"),
                options("results into a file", "--out", "FILE", "is a file; expected a folder"),
                study(
                        "a metric of the other task",
                        "data: {csv: " + Cli.digits() + ", target: digit}\nobjective: {metric: validation_rmse}\n",
                        "objective.metric: a classification reports no validation_rmse, expected one of validation_loss, "),
                study(
                        "an IDX file with another magic number",
                        "data: {idx: {images: study.yaml, labels: study.yaml}}\n",
                        "study.yaml: has the magic number 0x64617461, expected 0x00000803 of an IDX file of images"),
                study(
                        "images that are no folder",
                        "data: {images: study.yaml}\n",
                        "study.yaml: is a file, expected a folder of images"),
                study("series that are nowhere", "data: {sequences: walks, target: way}\n", "walks: no such folder"),
                study(
                        "a group that does not exist",
                        "data: {csv: " + Cli.digits() + ", target: digit, split: {group: who}}\n",
                        "has no column who to part the rows by"),
                study(
                        "a way to resample that does not exist",
                        "data: {csv: " + Cli.digits() + ", target: digit}\nfixed: {resample: twice}\n",
                        "fixed.resample: expected one of none, oversample, undersample, mixed, got twice"),
                study("no study file", null, "no such file"),
                study(
                        "an unknown key",
                        "data: {csv: a.csv, target: y}\nbudgett: {}\n",
                        "study.yaml: budgett: unknown key"),
                study(
                        "an impossible range",
                        "data: {csv: a.csv, target: y}\nspace: {units: {type: int, min: 9, max: 3}}\n",
                        "study.yaml: space.units.max: expected a whole number above min (9), got 3"),
                study("not YAML", "a: [1, 2\n", "study.yaml: study: not YAML"),
                study("YAML without a study", "- 1\n- 2\n", "study.yaml: study: expected keys with values"),
                study("an empty study", "", "study.yaml: study: expected keys with values"),
                study(
                        "zero trials in a study",
                        "data: {csv: a.csv, target: y}\nbudget: {trials: 0}\n",
                        "budget.trials"),
                study("data that are not there", "data: {csv: gone.csv, target: y}\n", "gone.csv: no such file"),
                study(
                        "a part that comes later",
                        "data: {csv: a.csv, target: y}\nplaybook: true\n",
                        "playbook: not supported yet"),
                Arguments.of(Named.of("no target", new Case("a.csv", GOOD, "--target", "tune", "FILE"))),
                Arguments.of(Named.of("no file", new Case("a.csv", GOOD, "DATA.csv", "tune", "--target", "y"))));
    }

    private static Arguments tune(String name, String file, String content, String complaint) {
        return Arguments.of(Named.of(name, new Case(file, content, complaint, "tune", "FILE", "--target", "y")));
    }

    private static Arguments options(String name, String option, String value, String complaint) {
        return Arguments.of(
                Named.of(name, new Case("a.csv", GOOD, complaint, "tune", "FILE", "--target", "y", option, value)));
    }

    private static Arguments study(String name, String content, String complaint) {
        return Arguments.of(Named.of(name, new Case("study.yaml", content, complaint, "run", "FILE")));
    }

    private static String rows() {
        StringBuilder rows = new StringBuilder();
        for (int i = 3; i < 30; i++) {
            rows.append(i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        return rows.toString();
    }

    /** FILE in the arguments stands for the file. */
    private record Case(String file, String content, String complaint, List<String> args) {
        Case(String file, String content, String complaint, String... args) {
            this(file, content, complaint, List.of(args));
        }
    }
}
