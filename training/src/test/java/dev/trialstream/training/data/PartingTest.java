package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows split by something other than shares. */
class PartingTest {
    @TempDir
    Path folder;

    @Test
    void rows_of_one_group_are_never_parted_and_the_group_is_no_input() {
        Split split = by("g", null, null);
        Examples data = read(split, "x,g,y", 120, row -> row + ",p" + row % 12 + "," + (row % 2 == 0 ? "a" : "b"));

        RowSplit parts = Splitter.split(data, split);

        assertThat(groups(parts.train())).doesNotContainAnyElementsOf(groups(parts.validation()));
        assertThat(groups(parts.train())).doesNotContainAnyElementsOf(groups(parts.test()));
        assertThat(groups(parts.validation())).doesNotContainAnyElementsOf(groups(parts.test()));
        assertThat(all(parts)).hasSize(120).doesNotHaveDuplicates();
        assertThat(parts.train().length).isBetween(60, 80);
        assertThat(((Dataset) data).inputs()).extracting(Column::name).containsExactly("x");
    }

    @Test
    void rows_of_one_group_stay_together_when_they_are_drawn_anew_and_in_folds() {
        Split split = new Split(0.6, 0.2, 0.2, 1, 3, "g", null, null);
        Examples data = read(split, "x,g,y", 120, row -> row + ",p" + row % 12 + "," + (row % 2 == 0 ? "a" : "b"));

        for (RowSplit parts : List.of(
                Splitter.split(data, split, RowUse.resampled(9)), Splitter.split(data, split, RowUse.AS_SPLIT, 1))) {
            assertThat(groups(parts.train())).doesNotContainAnyElementsOf(groups(parts.validation()));
        }
    }

    @Test
    void identical_rows_tie_their_groups_together() {
        Split split = by("g", null, null);
        // row 1 of group 0 equals row 1 of group 1, and so on in a chain of 3 groups
        Examples data = read(
                split,
                "x,g,y",
                60,
                row -> (row / 3) * 7 % 20 + (row % 3 == 2 ? 1000 : 0) + ",p" + row + "," + (row % 2 == 0 ? "a" : "b"));
        RowSplit parts = Splitter.split(data, split);
        List<int[]> each = List.of(parts.train(), parts.validation(), parts.test());
        for (int row = 0; row < 60; row += 3) {
            int first = row;
            assertThat(each.stream().filter(part -> contains(part, first) != contains(part, first + 1)))
                    .isEmpty();
        }
    }

    @Test
    void the_latest_rows_are_tested_on_and_rows_of_one_time_stay_together() {
        Split split = by(null, "t", null);
        Examples data = read(split, "x,t,y", 100, row -> {
            int time = 99 - row;
            return row + "," + (time / 3) + "," + (row % 2 == 0 ? "a" : "b");
        });

        RowSplit parts = Splitter.split(data, split);

        assertThat(all(parts)).hasSize(100).doesNotHaveDuplicates();
        assertThat(earliest(parts.validation())).isGreaterThan(latest(parts.train()));
        assertThat(earliest(parts.test())).isGreaterThan(latest(parts.validation()));
        assertThat(parts.train().length).isBetween(58, 60);
        assertThat(Splitter.split(data, split, RowUse.resampled(3)).validation())
                .isEqualTo(parts.validation());
    }

    @Test
    void times_may_be_dates() {
        Split split = by(null, "t", null);
        Examples data = read(
                split,
                "x,t,y",
                10,
                row -> row + ",2026-01-" + String.format("%02d", 10 - row) + " 12:30:00," + row % 2);
        assertThat(Splitter.split(data, split).test()).containsExactly(0, 1);
    }

    @Test
    void a_file_says_which_row_is_in_which_part_and_belongs_to_the_data() throws Exception {
        Path rows = Files.writeString(
                folder.resolve("rows.csv"), "part,row\ntrain,0\ntrain,3\nvalidation,1\ntest,4\ntest,2\n");
        Split split = by(null, null, rows.toString());
        Examples data = read(split, "x,y", 8, row -> row + "," + (row % 2 == 0 ? "a" : "b"));

        RowSplit parts = Splitter.split(data, split);

        assertThat(parts.train()).containsExactly(0, 3);
        assertThat(parts.validation()).containsExactly(1);
        assertThat(parts.test()).containsExactly(2, 4);
        assertThat(Splitter.split(data, split, RowUse.POOLED).train()).containsExactly(0, 1, 3);
        String before = data.sha256();
        assertThat(DataHash.sha256(Path.of(data.file()), spec(data.file(), split)))
                .isEqualTo(before);
        Files.writeString(rows, "part,row\ntrain,0\ntrain,3\nvalidation,1\ntest,4\n");
        assertThat(DataHash.sha256(Path.of(data.file()), spec(data.file(), split)))
                .isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    part,n;train,0         | has no column row, expected the columns row and part
                    row,part;9,train       | line 2: row 9 is none of the data, expected 0 to 7
                    row,part;1,learn       | line 2: part learn, expected one of train, validation, test
                    row,part;1,train;1,test| line 3: row 1 is named twice
                    row,part;1,train       | puts no row into validation, expected some in each part
                    row,part;0,train;1,validation;2,test | class b has no row in the training part
                    """)
    void a_file_of_rows_that_cannot_be_is_refused_by_name(String content, String complaint) throws Exception {
        Path rows = Files.writeString(folder.resolve("rows.csv"), content.replace(';', '\n'));
        Split split = by(null, null, rows.toString());
        Examples data = read(split, "x,y", 8, row -> row + "," + (row % 2 == 0 ? "a" : "b"));
        assertThatThrownBy(() -> Splitter.split(data, split))
                .isInstanceOf(BadData.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void every_row_that_is_no_test_row_is_validated_on_in_exactly_one_fold() {
        Split split = new Split(0.6, 0.2, 0.2, 1, 5, null, null, null);
        Examples data = Examples.read(TestData.DIGITS, new DataSpec("d", "digit", null, split), 0);
        int[] test = Splitter.split(data, split).test();

        int[] validated = IntStream.range(0, 5)
                .flatMap(fold -> {
                    RowSplit parts = Splitter.split(data, split, RowUse.AS_SPLIT, fold);
                    assertThat(parts.test()).isEqualTo(test);
                    assertThat(all(parts)).hasSize(1797).doesNotHaveDuplicates();
                    assertThat(parts.validation().length).isBetween(280, 295);
                    return Arrays.stream(parts.validation());
                })
                .toArray();

        assertThat(validated)
                .hasSize(1797 - test.length)
                .doesNotHaveDuplicates()
                .doesNotContain(test);
    }

    @Test
    void a_column_to_part_by_that_is_not_there_or_is_the_target_is_named() {
        assertThatThrownBy(() -> read(by("who", null, null), "x,y", 8, row -> row + "," + row % 2))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("has no column who to part the rows by, its columns are x, y");
        assertThatThrownBy(() -> read(by("y", null, null), "x,y", 8, row -> row + "," + row % 2))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("column y: is to be predicted, and cannot part the rows as well");
    }

    @Test
    void a_row_without_a_group_or_a_time_is_named_and_so_is_a_class_of_too_few_groups() {
        Split group = by("g", null, null);
        Examples holes = read(group, "x,g,y", 8, row -> row + "," + (row == 5 ? "" : "p") + "," + row % 2);
        assertThatThrownBy(() -> Splitter.split(holes, group))
                .hasMessageEndingWith("line 7: column g has no value to part the rows by");
        Examples two = read(group, "x,g,y", 8, row -> row + ",p" + row / 4 + "," + row % 2);
        assertThatThrownBy(() -> Splitter.split(two, group))
                .hasMessageEndingWith("class 0 has 2 groups of g, expected at least 3, one for each part"
                        + ": drop the rows of the class, or join it with another");
        Split time = by(null, "t", null);
        Examples words = read(time, "x,t,y", 8, row -> row + ",soon," + row % 2);
        assertThatThrownBy(() -> Splitter.split(words, time))
                .hasMessageEndingWith("line 2: column t holds soon, expected a number or a time such as 2026-01-31 or"
                        + " 2026-01-31T23:59:00Z");
        Examples alike = read(time, "x,t,y", 8, row -> row + ",3," + row % 2);
        assertThatThrownBy(() -> Splitter.split(alike, time))
                .hasMessageContaining("column t: cannot be cut into three parts");
    }

    private static Split by(@Nullable String group, @Nullable String time, @Nullable String rows) {
        return new Split(0.6, 0.2, 0.2, 1, null, group, time, rows);
    }

    private static DataSpec spec(String file, Split split) {
        return new DataSpec(file, "y", null, split);
    }

    private Examples read(Split split, String header, int rows, IntFunction<String> row) {
        Path file = TestData.write(
                folder, header + "\n" + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n")));
        return Examples.read(file, spec(file.toString(), split), 0);
    }

    private static boolean contains(int[] rows, int row) {
        return Arrays.stream(rows).anyMatch(each -> each == row);
    }

    private static Set<Integer> groups(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> row % 12).collect(Collectors.toSet());
    }

    private static int earliest(int[] rows) {
        return Arrays.stream(rows).map(row -> (99 - row) / 3).min().orElseThrow();
    }

    private static int latest(int[] rows) {
        return Arrays.stream(rows).map(row -> (99 - row) / 3).max().orElseThrow();
    }

    private static int[] all(RowSplit parts) {
        return IntStream.of(parts.train().length, parts.validation().length, parts.test().length)
                        .anyMatch(count -> count == 0)
                ? new int[0]
                : java.util.stream.Stream.of(parts.train(), parts.validation(), parts.test())
                        .flatMapToInt(Arrays::stream)
                        .toArray();
    }
}
