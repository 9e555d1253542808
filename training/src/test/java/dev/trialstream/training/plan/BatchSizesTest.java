package dev.trialstream.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizesTest {
    @ParameterizedTest
    @CsvSource({
        "12, 4, false, 4 4 4",
        "14, 4, false, 4 4 4 2",
        "13, 4, false, 4 4 5",
        "3, 1, false, 1 1 1",
        // half a batch is enough to normalise by
        "12, 4, true, 4 4 4",
        "96, 32, true, 32 32 32",
        "80, 32, true, 32 32 16",
        "79, 32, true, 32 24 23",
        "66, 32, true, 32 17 17",
        "65, 32, true, 32 17 16",
        // never fewer than three rows, as far as there are three
        "14, 4, true, 4 4 3 3",
        "13, 4, true, 4 4 5",
        "8, 3, true, 3 5",
        "7, 2, true, 2 2 3",
        "2, 2, true, 2"
    })
    void remaining_rows_join_the_batch_before_where_they_are_too_few(
            int rows, int batch, boolean normalises, String sizes) {
        List<Integer> expected =
                Arrays.stream(sizes.split(" ")).map(Integer::valueOf).toList();
        assertThat(BatchSizes.of(rows, batch, normalises)).isEqualTo(expected);
    }

    @Test
    void every_row_is_in_a_batch_and_no_batch_is_tiny_where_they_are_normalised() {
        for (int batch = 1; batch <= 40; batch++) {
            for (int rows = batch; rows <= 4 * batch + 3; rows++) {
                check(rows, batch, false, 2);
                check(rows, batch, true, Math.max(3, batch / 2));
            }
        }
    }

    private static void check(int rows, int batch, boolean normalises, int least) {
        List<Integer> sizes = BatchSizes.of(rows, batch, normalises);
        String of = rows + " rows in batches of " + batch + ": " + sizes;
        assertThat(sizes.stream().mapToInt(it -> it).sum()).as(of).isEqualTo(rows);
        if (batch > 2) {
            assertThat(sizes).as(of).allMatch(size -> size >= least && size <= Math.max(batch + 1, 5));
        }
    }
}
