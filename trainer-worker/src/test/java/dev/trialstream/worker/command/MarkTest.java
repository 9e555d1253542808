package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkTest {
    @Test
    void what_a_living_worker_has_started_is_nobody_s_orphan() {
        assertThat(Mark.isOrphaned(Mark.fresh())).isFalse();
    }

    @Test
    void a_worker_that_is_gone_or_whose_id_another_process_has_leaves_orphans() {
        String[] parts = Mark.fresh().split("\\.", 2);
        assertThat(Mark.isOrphaned("4194999." + parts[1])).isTrue();
        assertThat(Mark.isOrphaned(parts[0] + ".1." + ProcFile.namespace() + ".x"))
                .isTrue();
    }

    @Test
    void of_another_namespace_and_of_nonsense_nothing_is_known() {
        for (String mark : new String[] {"1.1.99.x", "", "x", "a.b." + ProcFile.namespace() + ".c"}) {
            assertThat(Mark.isOrphaned(mark)).as(mark).isFalse();
        }
    }
}
