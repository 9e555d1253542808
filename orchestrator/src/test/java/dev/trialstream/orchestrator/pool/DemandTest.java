package dev.trialstream.orchestrator.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.kafka.TopicLayout;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void a_study_alone_has_all_that_it_wants_and_no_more() {
        Demand demand = new Demand(Map.of("a", wish(5, 0, 0)));
        assertThat(demand.shares(3)).containsExactlyEntriesOf(Map.of("a", 3));
        assertThat(demand.shares(9)).containsExactlyEntriesOf(Map.of("a", 5));
        assertThat(demand.slots(TopicLayout.CPU)).isEqualTo(5);
    }

    @Test
    void equal_studies_share_and_what_one_does_not_want_goes_to_the_others() {
        Demand demand = new Demand(Map.of("a", wish(1, 0, 0), "b", wish(10, 0, 1), "c", wish(10, 0, 2)));
        assertThat(demand.shares(8)).isEqualTo(Map.of("a", 1, "b", 4, "c", 3));
    }

    @Test
    void with_fewer_slots_than_studies_those_that_began_first_go_first() {
        Demand demand = new Demand(Map.of("z", wish(4, 0, 0), "y", wish(4, 0, 1), "x", wish(4, 0, 2)));
        assertThat(demand.shares(2)).isEqualTo(Map.of("z", 1, "y", 1, "x", 0));
    }

    @Test
    void what_has_priority_takes_all_that_it_wants_before_others_get_any() {
        Demand demand = new Demand(Map.of("low", wish(9, -1, 0), "normal", wish(2, 0, 1), "high", wish(3, 7, 2)));
        assertThat(demand.shares(4)).isEqualTo(Map.of("high", 3, "normal", 1, "low", 0));
        assertThat(demand.shares(7)).isEqualTo(Map.of("high", 3, "normal", 2, "low", 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shares_use_every_slot_that_is_wanted_and_nobody_envies_an_equal(long seed) {
        Random random = new Random(seed);
        Map<String, Demand.Wish> wishes = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            wishes.put("s" + i, wish(random.nextInt(12), random.nextInt(3), random.nextInt(5)));
        }
        Demand demand = new Demand(wishes);
        int slots = random.nextInt(150);
        Map<String, Integer> shares = demand.shares(slots);
        assertThat(shares.values().stream().mapToInt(share -> share).sum())
                .isEqualTo(Math.min(slots, demand.slots(TopicLayout.CPU)));
        wishes.forEach((a, wish) -> wishes.forEach((b, other) -> {
            boolean content = shares.get(a) == wish.slots();
            if (!content && wish.priority() >= other.priority()) {
                int most = wish.priority() == other.priority() ? shares.get(a) + 1 : 0;
                assertThat(shares.get(b)).as("%s beside %s", b, a).isLessThanOrEqualTo(most);
            }
        }));
    }

    private static Demand.Wish wish(int slots, int priority, int since) {
        return new Demand.Wish(slots, priority, NOON.plusSeconds(since));
    }

    @Test
    void each_class_of_device_is_shared_among_those_that_want_it() {
        Demand demand = new Demand(Map.of(
                "on-cpus", new Demand.Wish(3, 0, Instant.EPOCH),
                "on-gpus", new Demand.Wish(5, "gpu", 9, Instant.EPOCH),
                "on-gpus-too", new Demand.Wish(5, "gpu", 9, Instant.EPOCH.plusSeconds(1))));
        assertThat(demand.slotsByDevice()).isEqualTo(Map.of("cpu", 3, "gpu", 10));
        assertThat(demand.shares(Map.of("cpu", 2, "gpu", 3)))
                .isEqualTo(Map.of("on-cpus", 2, "on-gpus", 2, "on-gpus-too", 1));
        assertThat(demand.shares(Map.of("cpu", 2))).isEqualTo(Map.of("on-cpus", 2, "on-gpus", 0, "on-gpus-too", 0));
    }
}
