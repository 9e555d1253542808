package dev.trialstream.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final long MINUTE = Retention.OVERRUN.toNanos();

    private final Retention retention = new Retention();

    @Test
    void of_those_that_are_not_the_best_the_last_alone_is_kept() {
        assertThat(add(1, true, 0)).isEmpty();
        assertThat(add(2, false, 0)).isEmpty();
        assertThat(add(3, false, 0)).containsExactly("c2");
        assertThat(add(4, true, 0)).containsExactly("c3");
        assertThat(add(5, false, 0)).isEmpty();
    }

    @Test
    void a_former_best_goes_once_its_successor_is_well_behind_in_epochs_and_in_time() {
        add(1, true, 0);
        add(2, true, 0);
        for (int epoch = 3; epoch < 2 + Retention.OVERRUN_EPOCHS; epoch++) {
            assertThat(add(epoch, true, MINUTE * epoch)).isEmpty();
        }
        int epoch = 2 + Retention.OVERRUN_EPOCHS;
        assertThat(add(epoch, true, MINUTE - 1)).isEmpty();
        assertThat(add(epoch + 1, false, MINUTE)).containsExactly("c1");
    }

    @Test
    void a_trial_that_gets_better_with_every_epoch_keeps_a_bounded_number() {
        List<String> gone = new ArrayList<>();
        for (int epoch = 1; epoch <= 1000; epoch++) {
            gone.addAll(add(epoch, true, epoch * MINUTE));
        }
        assertThat(gone).hasSize(1000 - Retention.OVERRUN_EPOCHS - 1).doesNotHaveDuplicates();
    }

    @Test
    void at_the_end_the_one_that_counts_and_the_last_stay() {
        add(1, true, 0);
        add(2, true, 0);
        add(3, true, 0);
        add(4, false, 0);
        assertThat(retention.atTheEnd(2)).containsExactly("c1", "c3");
    }

    private List<String> add(int epoch, boolean best, long nanos) {
        return retention.add(epoch, "c" + epoch, best, nanos);
    }
}
