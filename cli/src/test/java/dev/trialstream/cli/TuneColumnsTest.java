package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code tune} says about the columns of a table, and how to decide otherwise. */
class TuneColumnsTest {
    @TempDir
    Path folder;

    @Test
    void one_word_among_hundreds_of_ages_is_named_with_its_line_and_the_way_out() throws IOException {
        Cli tune = Cli.run("tune", table("unknown").toString(), "--target", "y", "--column=id=ignore");

        assertThat(tune.exitCode()).isEqualTo(2);
        assertThat(tune.errLines())
                .singleElement()
                .asString()
                .contains("table.csv line 202: column age holds unknown among 399 numbers")
                .contains("--missing 'unknown'")
                .contains("--column 'age=categorical'");
    }

    @Test
    void the_options_decide_and_every_column_has_a_line() throws IOException {
        Path out = folder.resolve("out");
        Cli tune = Cli.run(
                "tune",
                table("unknown").toString(),
                "--target=y",
                "--missing=unknown",
                "--column=price=thousands",
                "--column=id=ignore",
                "--categorical=floor",
                "--trials=1",
                "--epochs=1",
                "--confirm=none",
                "--data-dir=" + folder.resolve("data"),
                "--out=" + out);

        assertThat(tune.exitCode()).as(tune.err()).isZero();
        assertThat(tune.errLines())
                .anyMatch(line -> line.startsWith("column age: numeric, ") && line.endsWith(" values, 1 missing"))
                .contains(
                        "column zip: categorical, 7 values; digits of one length with leading zeros, as of codes",
                        "column floor: categorical, 4 values; as data.columns says",
                        "column id: ignored, as data.columns says")
                .anyMatch(line -> line.startsWith("column price: numeric, ")
                        && line.endsWith("; as data.columns says; written with thousands separators"));
        String study = Files.readString(out.resolve("study.yaml"));
        assertThat(study)
                .contains("price: \"thousands\"")
                .contains("- \"unknown\"")
                .contains("repeats: \"together\"");
        assertThat(Files.readString(out.resolve("preparation.json"))).contains("\"missing\" : [ \"unknown\" ]");
    }

    @ParameterizedTest
    @CsvSource({"--column, age", "--column, age=old", "--column, =numeric", "--missing, ''"})
    void an_option_that_is_none_is_refused_by_name(String option, String value) throws IOException {
        Cli tune = Cli.run("tune", table("7").toString(), "--target", "y", option + "=" + value);

        assertThat(tune.exitCode()).isEqualTo(2);
        assertThat(tune.errLines()).singleElement().asString().contains(option + ": expected ");
    }

    @Test
    void a_column_that_is_not_there_is_named() throws IOException {
        Cli tune = Cli.run(
                "tune", table("7").toString(), "--target", "y", "--column=price=thousands", "--column=agee=numeric");

        assertThat(tune.exitCode()).isEqualTo(2);
        assertThat(tune.errLines()).singleElement().asString().contains("has no column agee");
    }

    /** @param odd age of row 200 */
    private Path table(String odd) throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("id,age,zip,floor,price,y\n");
        for (int row = 0; row < 400; row++) {
            int age = 18 + random.nextInt(60);
            text.append(String.join(
                            ",",
                            List.of(
                                    "n" + row,
                                    row == 200 ? odd : String.valueOf(age),
                                    String.format("%05d", 1000 * (row % 7)),
                                    String.valueOf(row % 4),
                                    "\"" + (1 + row % 9) + "," + (100 + row) + "\"",
                                    age > 40 ? "old" : "young")))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("table.csv"), text);
    }
}
