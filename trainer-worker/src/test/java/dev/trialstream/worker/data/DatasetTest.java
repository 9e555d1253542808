package dev.trialstream.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.DataProfile.Kind;
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
        assertThat(read("x,y\n1,10\n2,9\n3,-1\n").labels().names()).containsExactly("-1", "9", "10");
        assertThat(read("x,y\n1,10\n2,9\n3,b\n").labels().names()).containsExactly("10", "9", "b");
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
        assertThatThrownBy(() -> Dataset.read(TestData.DIGITS, "label"))
                .hasMessageEndingWith("no column label to predict, its columns are p00, p01, p02, p03, p04, p05, p06,"
                        + " p07, p10, p11 and 55 more");
    }

    @Test
    void a_target_of_many_different_numbers_is_refused_as_regression() {
        assertThatThrownBy(() -> read("x,y\n" + rows(60, i -> "1," + i + ".5")))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith(
                        "column y: has 60 different numbers, which is regression and not supported yet, expected classes");
        assertThat(read("x,y\n" + rows(50, i -> "1," + i)).labels().count()).isEqualTo(50);
    }

    @Test
    void a_column_of_texts_that_identify_their_rows_is_refused_with_advice() {
        assertThatThrownBy(() -> read("id,x,y\n" + rows(150, i -> "n" + i + ",1," + i % 2)))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("column id: has 150 different texts in 150 rows,"
                        + " expected numbers or categories: drop the column");
        assertThat(read("id,x,y\n" + rows(300, i -> "n" + i % 150 + ",1," + i % 2))
                        .inputs())
                .hasSize(2);
    }

    private Dataset read(String content) {
        return Dataset.read(TestData.write(folder, content), "y");
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
    }
}
