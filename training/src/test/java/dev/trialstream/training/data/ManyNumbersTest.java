package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns with more distinct numbers than are stored as texts. */
class ManyNumbersTest {
    private static final int ROWS = 10_000;

    @TempDir
    Path folder;

    @Test
    void a_column_of_decimal_commas_that_the_study_calls_numeric_loses_its_words_alone() throws IOException {
        Column price = price(row -> row == 7_000 ? "unknown" : cents(row).replace('.', ','), ColumnUse.NUMERIC);

        assertThat(price.note()).contains("as data.columns says", "decimal comma", "1 text", "line 7002: unknown");
        checkCents(price, 7_000);
    }

    @Test
    void a_column_with_a_unit_that_the_study_calls_numeric_loses_its_words_alone() throws IOException {
        Column price = price(row -> row == 0 ? "unknown" : cents(row) + " bhp", ColumnUse.NUMERIC);

        assertThat(price.note()).contains("the unit bhp", "1 text", "line 2: unknown");
        checkCents(price, 0);
    }

    @ParameterizedTest
    @CsvSource({"3", "7000"})
    void a_column_of_plain_numbers_that_the_study_calls_numeric_counts_its_words(int odd) throws IOException {
        Column price = price(row -> row == odd ? "unknown" : cents(row), ColumnUse.NUMERIC);

        assertThat(price.packed()).isTrue();
        assertThat(price.note())
                .isEqualTo(
                        "as data.columns says; 1 text counts as missing, the first in line " + (odd + 2) + ": unknown");
        checkCents(price, odd);
    }

    @Test
    void a_column_of_words_that_the_study_calls_numeric_is_refused() {
        assertThatThrownBy(() ->
                        price(row -> "word" + (char) ('a' + row % 26) + "x".repeat(row / 26), ColumnUse.NUMERIC))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("and no row a number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,000.00 | NUMERIC | price=thousands
            1,000.00 |         | price=thousands
            3,14     |         | price=decimal_comma
            1,234    | NUMERIC | price=thousands
            """)
    void another_notation_below_plain_numbers_is_refused_with_the_kinds_that_fit(
            String text, @Nullable ColumnUse use, String advice) {
        assertThatThrownBy(() -> price(row -> row == 7_000 ? text : cents(row), use))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 7002: column price holds " + text)
                .hasMessageContaining("--column '" + advice + "'");
    }

    @Test
    void the_advised_kind_reads_thousands_below_plain_numbers() throws IOException {
        Column price = price(row -> row == 7_000 ? "1,070.00" : cents(row), ColumnUse.THOUSANDS);

        assertThat(price.number(7_000)).isEqualTo(1070);
        assertThat(price.number(1)).isEqualTo(1.01);
    }

    @Test
    void points_that_may_separate_thousands_are_refused_however_many_there_are() {
        assertThatThrownBy(() -> price(
                        row -> String.format(Locale.ROOT, "%,d", 1000 + row * 7).replace(',', '.'), null))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 2: column price holds 1.000")
                .hasMessageContaining("decimal_comma | numeric");
    }

    @Test
    void the_points_of_a_target_separate_thousands_where_decimal_commas_are_beside_it() throws IOException {
        Path file = folder.resolve("sales.csv");
        Files.writeString(
                file,
                IntStream.range(0, 100)
                        .mapToObj(row -> row + ",50;" + (row == 0 ? "950" : row + ".200"))
                        .collect(Collectors.joining("\n", "price;sales\n", "\n")));
        Dataset data = Dataset.read(file, "sales", null);

        assertThat(data.target()).isInstanceOfSatisfying(Quantities.class, sales -> {
            assertThat(sales.valueOf(0)).isEqualTo(950);
            assertThat(sales.valueOf(1)).isEqualTo(1200);
            assertThat(sales.valueOf(99)).isEqualTo(99_200);
        });
        assertThat(data.notes()).contains("target sales: numbers written with a decimal comma");
    }

    @Test
    void a_comment_that_has_as_many_fields_as_the_table_is_taken_for_one_by_its_sign() throws IOException {
        Path file = Files.writeString(folder.resolve("two.csv"), "# exported 2024, by Bob\nx,y\n1,a\n2,b\n");

        assertThatThrownBy(() -> Dataset.read(file, "y", null))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 1 seems to be a comment, delete it");
    }

    private static String cents(int row) {
        return String.format(Locale.ROOT, "%.2f", row / 100.0 + 1);
    }

    private static void checkCents(Column price, int missing) {
        for (int row = 0; row < ROWS; row++) {
            if (row == missing) {
                assertThat(price.isMissing(row)).isTrue();
            } else if (Math.abs(price.number(row) - (row / 100.0 + 1)) > 1e-9) {
                assertThat(price.number(row)).as("row " + row).isEqualTo(row / 100.0 + 1);
            }
        }
    }

    private Column price(IntFunction<String> text, @Nullable ColumnUse use) throws IOException {
        Path file = folder.resolve("prices.csv");
        Files.writeString(
                file,
                IntStream.range(0, ROWS)
                        .mapToObj(row -> text.apply(row) + ";" + (row % 2 == 0 ? "a" : "b"))
                        .collect(Collectors.joining("\n", "price;y\n", "\n")));
        DataSpec spec = new DataSpec(file.toString(), "y", Task.CLASSIFICATION, Split.standard(1))
                .reading(use == null ? null : Map.of("price", use), null);
        return Dataset.read(file, spec).inputs().get(0);
    }
}
