package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.DataHash;
import dev.trialstream.training.data.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedDataCacheTest {
    private static final DataSpec SPEC = new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, Split.standard(1));

    @TempDir
    Path folder;

    private final PreparedDataCache cache = new PreparedDataCache(2, Long.MAX_VALUE);

    @Test
    void a_file_is_read_once_for_all_trials_that_prepare_it_alike() throws IOException {
        Path copy = Files.copy(TestData.DIGITS, folder.resolve("digits.csv"));
        PreparedData first = get(copy, TestData.DIGITS_SHA256, Scaling.STANDARD);
        Files.delete(copy);

        assertThat(get(copy, TestData.DIGITS_SHA256, Scaling.STANDARD)).isSameAs(first);
        assertThatThrownBy(() -> get(copy, TestData.DIGITS_SHA256, Scaling.NONE))
                .hasMessageEndingWith("no such file");
    }

    @Test
    void data_that_changed_since_the_study_began_are_refused_with_both_hashes() {
        assertThatThrownBy(() -> get(TestData.DIGITS, "abc", Scaling.STANDARD))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("digits.csv: has changed since the study began: expected sha256 abc, found "
                        + TestData.DIGITS_SHA256);
    }

    @Test
    void a_failure_is_not_remembered() {
        assertThatThrownBy(() -> get(folder.resolve("none.csv"), TestData.DIGITS_SHA256, Scaling.STANDARD))
                .isInstanceOf(BadData.class);

        assertThat(get(TestData.DIGITS, TestData.DIGITS_SHA256, Scaling.STANDARD)
                        .train()
                        .count())
                .isEqualTo(1078);
    }

    @Test
    void the_data_unused_for_longest_make_room() {
        PreparedData standard = get(TestData.DIGITS, TestData.DIGITS_SHA256, Scaling.STANDARD);
        PreparedData none = get(TestData.DIGITS, TestData.DIGITS_SHA256, Scaling.NONE);
        assertThat(get(TestData.DIGITS, TestData.DIGITS_SHA256, Scaling.STANDARD))
                .isSameAs(standard);
        get(TestData.DIGITS, TestData.DIGITS_SHA256, Scaling.MIN_MAX);

        assertThat(get(TestData.DIGITS, TestData.DIGITS_SHA256, Scaling.STANDARD))
                .isSameAs(standard);
        assertThat(get(TestData.DIGITS, TestData.DIGITS_SHA256, Scaling.NONE)).isNotSameAs(none);
    }

    @Test
    void every_use_of_the_rows_is_prepared_by_its_own_training_rows() {
        PreparedData asSplit = get(TestData.DIGITS, TestData.DIGITS_SHA256, Scaling.STANDARD);
        PreparedData resampled = cache.get(
                TestData.DIGITS, SPEC, TestData.DIGITS_SHA256, RowUse.resampled(1), Recipe.scaled(Scaling.STANDARD));
        PreparedData pooled = cache.get(
                TestData.DIGITS, SPEC, TestData.DIGITS_SHA256, RowUse.POOLED, Recipe.scaled(Scaling.STANDARD));

        assertThat(resampled.train().count()).isBetween(1077, 1080);
        assertThat(resampled.preparation()).isNotEqualTo(asSplit.preparation());
        assertThat(pooled.train().count()).isEqualTo(1078 + 360);
        assertThat(pooled.validation().count()).isZero();
        assertThat(pooled.preparation()).isNotEqualTo(asSplit.preparation());
        assertThat(((TargetEncoding.Classes) pooled.test().answers()).labels())
                .isEqualTo(((TargetEncoding.Classes) asSplit.test().answers()).labels());
    }

    @Test
    void the_numbers_kept_are_bounded_but_the_newest_data_always_stay() {
        PreparedDataCache small = new PreparedDataCache(8, 1797 * 64 + 1);
        PreparedData standard = small.get(
                TestData.DIGITS, SPEC, TestData.DIGITS_SHA256, RowUse.AS_SPLIT, Recipe.scaled(Scaling.STANDARD));
        assertThat(small.get(
                        TestData.DIGITS,
                        SPEC,
                        TestData.DIGITS_SHA256,
                        RowUse.AS_SPLIT,
                        Recipe.scaled(Scaling.STANDARD)))
                .isSameAs(standard);

        PreparedData pooled = small.get(
                TestData.DIGITS, SPEC, TestData.DIGITS_SHA256, RowUse.POOLED, Recipe.scaled(Scaling.STANDARD));

        assertThat(small.get(
                        TestData.DIGITS, SPEC, TestData.DIGITS_SHA256, RowUse.POOLED, Recipe.scaled(Scaling.STANDARD)))
                .isSameAs(pooled);
        assertThat(small.get(
                        TestData.DIGITS,
                        SPEC,
                        TestData.DIGITS_SHA256,
                        RowUse.AS_SPLIT,
                        Recipe.scaled(Scaling.STANDARD)))
                .isNotSameAs(standard);
    }

    @Test
    void what_a_study_says_about_columns_is_no_part_of_the_hash_but_of_what_is_kept() throws IOException {
        Path file = TestData.write(
                folder,
                "n,m,y\n"
                        + IntStream.range(0, 40)
                                .mapToObj(row -> row % 4 + 1 + "," + (100 + row) + "," + (row % 2 == 0 ? "a" : "b"))
                                .collect(Collectors.joining("\n")));
        String sha256 = DataHash.sha256(file, spec(null, null));
        assertThat(sha256).isEqualTo(DataHash.ofText(Files.readString(file)));
        assertThat(DataHash.sha256(file, spec(Map.of("n", ColumnUse.CATEGORICAL), List.of("3"))))
                .isEqualTo(sha256);

        assertThat(get(file, spec(null, null), sha256).inputs()).isEqualTo(2);
        assertThat(get(file, spec(Map.of("n", ColumnUse.CATEGORICAL), null), sha256)
                        .inputs())
                .isEqualTo(5);
        assertThat(get(file, spec(null, List.of("3")), sha256).inputs()).isEqualTo(3); // n has an indicator
        assertThat(get(file, spec(null, null), sha256).inputs()).isEqualTo(2);
    }

    /** Studies that were accepted before a split could take repeated rows apart say nothing about them. */
    @Test
    void an_older_study_keeps_its_rows() {
        Path file = TestData.write(
                folder, "b,c,d,y\n" + "0,0,1,a\n1,0,1,b\n0,1,1,b\n1,1,1,a\n0,0,0,b\n0,1,0,a\n".repeat(50));
        DataSpec older = spec(null, null);
        DataSpec newer = older.withSplit(older.split().withRepeats(Split.Repeats.APART));
        String sha256 = DataHash.sha256(file, older);

        assertThat(get(file, older, sha256).train().count() % 50).isZero();
        assertThat(get(file, newer, sha256).train().count()).isEqualTo(180);
    }

    private PreparedData get(Path file, DataSpec spec, String sha256) {
        return cache.get(file, spec, sha256, RowUse.AS_SPLIT, Recipe.scaled(Scaling.STANDARD));
    }

    private static DataSpec spec(@Nullable Map<String, ColumnUse> columns, @Nullable List<String> missing) {
        return new DataSpec("a.csv", "y", null, Split.standard(1)).reading(columns, missing);
    }

    private PreparedData get(Path file, String sha256, Scaling scaling) {
        return cache.get(file, SPEC, sha256, RowUse.AS_SPLIT, Recipe.scaled(scaling));
    }
}
