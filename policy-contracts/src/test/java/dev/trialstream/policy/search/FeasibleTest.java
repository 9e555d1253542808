package dev.trialstream.policy.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Study;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeasibleTest {
    private static final Parameters SMALL = new Parameters(Map.of("units", 8));
    private static final Parameters LARGE = new Parameters(Map.of("units", 512));

    @Test
    void without_constraints_every_draw_is_a_point() {
        AtomicInteger draws = new AtomicInteger();
        Study study = Studies.withSeed("s", 1);
        assertThat(Feasible.points(study, 25, () -> draws.getAndIncrement() == 0 ? LARGE : SMALL))
                .hasSize(25)
                .startsWith(LARGE, SMALL);
        assertThat(draws).hasValue(25);
    }

    @Test
    void draws_that_violate_a_constraint_are_passed_over() {
        AtomicInteger draws = new AtomicInteger();
        Study study = Studies.constrained(1, "units > 100");
        assertThat(Feasible.points(study, 3, () -> draws.incrementAndGet() % 4 == 0 ? LARGE : SMALL))
                .containsExactly(LARGE, LARGE, LARGE);
        assertThat(draws).hasValue(12);
    }

    @Test
    void where_the_draws_never_hold_the_point_that_the_study_was_accepted_for_does() {
        Study study = Studies.constrained(1, "units > 100");
        assertThat(Feasible.point(study, () -> SMALL)).isEqualTo(Feasible.anyOf(study));
        assertThat(Feasible.anyOf(study).integer("units")).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_proposal_that_violates_a_constraint_is_replaced(long seed) {
        Study study = Studies.constrained(seed, "units > 100");
        assertThat(Feasible.orDrawn(study, 3, LARGE)).isSameAs(LARGE);
        Parameters third = Feasible.orDrawn(study, 3, SMALL);
        assertThat(third.integer("units")).isGreaterThan(100);
        assertThat(third).isEqualTo(Feasible.orDrawn(study, 3, SMALL)).isNotEqualTo(Feasible.orDrawn(study, 4, SMALL));
    }

    @Test
    void constraints_that_cannot_hold_are_told_with_the_one_that_holds_least_often() {
        Study study = Studies.constrained(1, "units > 9", "units * learning_rate > 512", "learning_rate < 2");
        assertThatThrownBy(() -> Feasible.anyOf(study))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("constraints: no point found that holds them in 10000 draws; units * learning_rate > 512"
                        + " held in 0 of them; loosen it or move the space to where it holds");
    }
}
