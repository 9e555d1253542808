package dev.trialstream.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.pool.Pool.Capacity;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.StudyReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private final Placement placement = new Placement();
    private final StudyLog study = new StudyLog("s");

    @Test
    void a_study_for_a_gpu_where_there_is_none_says_so_once_after_ten_ticks() {
        submit("resources: {device: gpu}");
        assertThat(placement.complaint(study, pool(5, Map.of()))).isEmpty();
        assertThat(placement.complaint(study, pool(14, Map.of()))).isEmpty();
        Fact said = placement.complaint(study, pool(15, Map.of())).orElseThrow();
        assertThat(said).isEqualTo(new Fact.Unplaced("no worker with a gpu is here; start one that has a gpu", 1));
        assertThat(placement.complaint(study, pool(16, Map.of())))
                .as("it is on its way")
                .isEmpty();
        take(said);
        assertThat(study.waiting()).contains("no worker with a gpu is here; start one that has a gpu");
        assertThat(placement.complaint(study, pool(17, Map.of()))).isEmpty();
    }

    @Test
    void one_that_needs_more_memory_than_any_slot_has_says_how_much_there_is() {
        submit("resources: {device: gpu, memory_mib: 16000}");
        assertThat(reason(8000))
                .isEqualTo("no worker that is here could ever hold a trial: it needs a gpu with 16000 MiB, and the"
                        + " largest slot here has 8000 MiB");
        assertThat(reason(null)).endsWith("and none that is here says how much it has");
        assertThat(reason(16000)).isEmpty();
    }

    @Test
    void when_something_is_claimed_it_waits_no_longer() {
        submit("");
        take(new Fact.Unplaced("no worker with a cpu is here", 1));
        take(new Fact.Dispatched("s.profile", 1, "cpu"));
        assertThat(study.waiting()).isPresent();
        take(new Fact.Claimed("s.profile", 1, "w"));
        assertThat(study.waiting()).isEmpty();
        assertThat(placement.complaint(study, pool(99, Map.of())))
                .as("somebody works on it")
                .isEmpty();
    }

    private String reason(@Nullable Integer largest) {
        Placement fresh = new Placement();
        Map<String, Capacity> gpus = Map.of("gpu", new Capacity(2, 2, largest), "cpu", new Capacity(9, 9, 99_000));
        Optional<Fact> soon = fresh.complaint(study, pool(0, gpus));
        assertThat(soon).isEmpty();
        return fresh.complaint(study, pool(20, gpus))
                .map(fact -> ((Fact.Unplaced) fact).reason())
                .orElse("");
    }

    private void submit(String resources) {
        take(new Fact.Submitted(
                new StudyReader(Policies.onClassPath()).yaml("study: s\ndata: {csv: a.csv, target: y}\n" + resources),
                "r",
                null));
    }

    private void take(Fact fact) {
        study.apply(HistoryEvent.of("s", Instant.EPOCH, "test", null, fact));
    }

    private static Pool pool(long ticks, Map<String, Capacity> capacity) {
        return new Pool(ticks, capacity, Map.of(), Set.of(), Map.of());
    }
}
