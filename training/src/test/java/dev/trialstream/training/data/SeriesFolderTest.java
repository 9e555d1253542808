package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void two_walks() {
        write("labels.csv", "series,activity,person\na,walk,p\nb.csv,run,q\n");
        write("a.csv", "time,x,y\n2,20,\n1,10,5\n");
        write(
                "b.csv",
                "y,time,x,note\n7,2026-01-02,70,fast\n6,2026-01-01 12:00:00,60,slow\n8,2026-02-01T00:00:00Z,80,\n");
    }

    @Test
    void series_are_put_in_the_order_of_time_with_the_columns_of_the_first() {
        SeriesSet set = read(Split.standard(1));

        assertThat(set.names()).containsExactly("a.csv", "b.csv");
        assertThat(set.columns()).containsExactly("x", "y");
        assertThat(set.series().get(0).values()).satisfies(values -> {
            assertThat(values[0]).containsExactly(10, 20);
            assertThat(values[1]).containsExactly(5, Double.NaN);
        });
        assertThat(set.series().get(1).values()).isDeepEqualTo(new double[][] {{60, 70, 80}, {6, 7, 8}});
        assertThat(((Labels) set.target()).names()).containsExactly("run", "walk");
        assertThat(set.groups()).containsExactly(0, 1);
        assertThat(DataHash.sha256(folder, spec(Split.standard(1)))).isEqualTo(set.sha256());
        write("a.csv", "time,x,y\n2,20,\n1,10,6\n");
        assertThat(DataHash.sha256(folder, spec(Split.standard(1)))).isNotEqualTo(set.sha256());
    }

    @Test
    void a_column_of_the_labels_may_group_the_series() {
        SeriesSet set = read(new Split(0.6, 0.2, 0.2, 1, null, "person", null, null));
        assertThat(java.util.Objects.requireNonNull(set.key()).text(1)).isEqualTo("q");
        assertThatThrownBy(() -> read(new Split(0.6, 0.2, 0.2, 1, null, "who", null, null)))
                .hasMessageContaining("has no column who to part the series by");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.csv      | time,x,y;1,1,1;1,2,2        | a.csv line 3: has the time of line 2 again
                    b.csv      | time,x;1,1                  | b.csv: has no column y
                    b.csv      | x,y;1,1                     | b.csv: has no column time
                    a.csv      | time;1                      | a.csv: has no column beside time, expected some of numbers
                    a.csv      | time,x,y;1,one,2            | a.csv line 2: column x holds one, expected a number
                    a.csv      | time,x,y;noon,1,2           | a.csv line 2: time noon, expected a number or a time
                    labels.csv | series,activity;a,r;c,w     | labels.csv line 3: series c: no such file beside it
                    labels.csv | series,activity;a,r;a.csv,w | labels.csv line 3: series a.csv is named twice
                    labels.csv | file,activity;a,r           | labels.csv: has no column series to name the files
                    labels.csv | series,kind;a,r             | labels.csv: has no column activity to predict
                    """)
    void what_is_no_series_is_named_with_what_was_expected(String file, String content, String complaint) {
        write(file, content.replace(';', '\n') + "\n");
        assertThatThrownBy(() -> read(Split.standard(1)))
                .isInstanceOf(BadData.class)
                .hasMessageContaining(complaint);
    }

    private SeriesSet read(Split split) {
        return (SeriesSet) Examples.read(folder, spec(split), 0);
    }

    private DataSpec spec(Split split) {
        return new DataSpec(null, null, null, folder.toString(), "activity", null, split);
    }

    private void write(String name, String content) {
        ImageData.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void series_to_be_predicted_need_no_labels() {
        List<String> taken = new java.util.ArrayList<>();
        SeriesFolder.read(folder, List.of("x"), (name, series) -> taken.add(name + " " + series.steps()));
        SeriesFolder.read(
                folder.resolve("b.csv"), List.of("y"), (name, series) -> taken.add(name + " " + series.steps()));
        assertThat(taken).containsExactly("a.csv 2", "b.csv 3", "b.csv 3");
    }
}
