package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedBlocksTest {
    /** Grows to several blocks and shrinks to nothing, with many equal values. */
    @ParameterizedTest
    @ValueSource(ints = {5, 700, 100_000})
    void it_says_what_a_sorted_list_says(int values) {
        Random random = new Random(values);
        SortedBlocks<Integer> blocks = new SortedBlocks<>(Comparator.naturalOrder());
        List<Integer> list = new ArrayList<>();
        for (int step = 0; step < 6000 || !list.isEmpty(); step++) {
            int value = random.nextInt(values);
            boolean grows = step < 6000 && random.nextInt(10) < 7;
            if (grows) {
                blocks.add(value);
                list.add(lowerBound(list, value), value);
            } else {
                int gone = list.isEmpty() || random.nextInt(5) == 0 ? value : list.get(random.nextInt(list.size()));
                blocks.remove(gone);
                list.remove((Integer) gone);
            }
            assertThat(blocks.size()).isEqualTo(list.size());
            assertThat(blocks.before(value)).isEqualTo(lowerBound(list, value));
            if (!list.isEmpty()) {
                int place = random.nextInt(list.size());
                assertThat(blocks.get(place)).isEqualTo(list.get(place));
            }
        }
        assertThat(blocks.size()).isZero();
    }

    private static int lowerBound(List<Integer> list, int value) {
        int found = Collections.binarySearch(list, value);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && list.get(found - 1) == value) {
            found--;
        }
        return found;
    }
}
