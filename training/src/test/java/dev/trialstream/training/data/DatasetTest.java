package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.Task;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
    @TempDir
    Path folder;

    @Test
    void a_column_is_numeric_where_all_that_is_there_is_finite_numbers() {
        Dataset data = read("i,f,e,hex,inf,word,y\n1,-.5,1e3,0x1,Infinity,1d,a\n,2.,+1E-3,2,1,2,b\n");

        assertThat(data.inputs())
                .extracting(Column::kind)
                .containsExactly(
                        Kind.NUMERIC, Kind.NUMERIC, Kind.NUMERIC, Kind.CATEGORICAL, Kind.CATEGORICAL, Kind.CATEGORICAL);
    }

    @Test
    void labels_that_are_numbers_are_in_numeric_order_and_others_in_that_of_their_text() {
        assertThat(TestData.labels(read("x,y\n1,10\n2,9\n3,-1\n")).names()).containsExactly("-1", "9", "10");
        assertThat(TestData.labels(read("x,y\n1,10\n2,9\n3,b\n")).names()).containsExactly("10", "9", "b");
    }

    @Test
    void a_column_without_any_value_is_dropped() {
        assertThat(read("x,empty,y\n1,,a\n2,NA,b\n").inputs())
                .extracting(Column::name)
                .containsExactly("x");
    }

    @Test
    void rows_of_identical_inputs_are_one_group_whatever_their_class() {
        int[] groups = read("x,z,y\n1,a,p\n1,b,p\n1,a,q\n,a,p\nNA,a,q\n").groups();

        assertThat(groups).containsExactly(0, 1, 0, 2, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            x,z\\n1,2\\n          | has no column y to predict, its columns are x, z
            x,y\\n1,a\\n2,?\\n    | line 3: target y has no value, expected a class in every row
            x,y\\n1,a\\n2,a\\n    | column y: every row is of class a, expected two classes at least
            y\\na\\nb\\n          | has no column with values beside y, expected inputs
            x,y\\n,a\\n,b\\n      | has no column with values beside y, expected inputs
            """)
    void a_table_that_nothing_can_be_learnt_from_is_refused(String text, String complaint) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith(complaint);
    }

    @Test
    void a_missing_target_lists_ten_columns_and_counts_the_rest() {
        assertThatThrownBy(() -> Dataset.read(TestData.DIGITS, "label", null))
                .hasMessageEndingWith("no column label to predict, its columns are p00, p01, p02, p03, p04, p05, p06,"
                        + " p07, p10, p11 and 55 more");
    }

    @ParameterizedTest
    @CsvSource({"50, 50, CLASSIFICATION", "51, 51, REGRESSION", "51, 509, REGRESSION", "51, 510, CLASSIFICATION"})
    void numbers_are_a_regression_where_more_than_fifty_and_a_tenth_of_the_rows_differ(
            int distinct, int rows, Task expected) {
        Dataset data = read("x,y\n" + rows(rows, i -> i + "," + i % distinct + ".5"));

        assertThat(data.target().task()).isEqualTo(expected);
    }

    @Test
    void the_task_that_is_asked_for_is_not_found_out() {
        Path few = TestData.write(folder, "x,y\n1,1.5\n2,2\n3,-1e1\n");
        Quantities quantities =
                (Quantities) Dataset.read(few, "y", Task.REGRESSION).target();
        assertThat(IntStream.range(0, 3).mapToDouble(quantities::valueOf)).containsExactly(1.5, 2.0, -10.0);

        Path many = TestData.write(folder, "x,y\n" + rows(60, i -> i + "," + i));
        assertThat(TestData.labels(Dataset.read(many, "y", Task.CLASSIFICATION)).count())
                .isEqualTo(60);
    }

    @Test
    void a_target_of_numbers_is_summed_up_over_all_rows() {
        Path file = TestData.write(folder, "x,y\n1,2\n2,4\n3,4\n4,6\n");

        assertThat(((Quantities) Dataset.read(file, "y", Task.REGRESSION).target()).summary())
                .isEqualTo(new DataProfile.TargetSummary(2, 6, 4, Math.sqrt(2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            x,y\\n1,2\\n2,cheap\\n  | line 3: target y holds cheap, expected a number as in a regression: correct it, or choose the task classification
            x,y\\n1,2\\n2,inf\\n    | line 3: target y holds inf, expected a number as in a regression: correct it, or choose the task classification
            x,y\\n1,2\\n2,\\n       | line 3: target y has no value, expected a number in every row
            x,y\\n1,2\\n2,2.0\\n    | column y: every row is 2, expected different numbers
            x,y\\n1,1e200\\n2,0\\n  | column y: its numbers from 0.0 to 1.0E200 cannot be squared, expected magnitudes between 1e-150 and 1e150: change their unit
            """)
    void a_target_that_is_no_quantity_is_refused_in_a_regression(String text, String complaint) {
        Path file = TestData.write(folder, text.replace("\\n", "\n"));

        assertThatThrownBy(() -> Dataset.read(file, "y", Task.REGRESSION))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageEndingWith(complaint);
    }

    @Test
    void a_slip_in_a_target_of_many_numbers_does_not_make_it_classes() {
        assertThatThrownBy(() -> read("x,y\n" + rows(60, i -> i + "," + (i == 41 ? "l0" : i + ".5"))))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 43: target y holds l0");
    }

    @Test
    void a_column_of_texts_that_identify_their_rows_is_refused_with_advice() {
        assertThatThrownBy(() -> read("id,x,y\n" + rows(150, i -> "n" + i + ",1," + i % 2)))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("column id: has 150 different texts in 150 rows,"
                        + " expected numbers or categories: say data.columns: {id: ignore} (--column 'id=ignore'), or drop the"
                        + " column");
        assertThat(read("id,x,y\n" + rows(300, i -> "n" + i % 150 + ",1," + i % 2))
                        .inputs())
                .hasSize(2);
    }

    private Dataset read(String content) {
        return Dataset.read(TestData.write(folder, content), "y", null);
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
    }
}
