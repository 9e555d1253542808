package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private PreparedData get(Path file, String sha256, Scaling scaling) {
        return cache.get(file, SPEC, sha256, RowUse.AS_SPLIT, Recipe.scaled(scaling));
    }
}
