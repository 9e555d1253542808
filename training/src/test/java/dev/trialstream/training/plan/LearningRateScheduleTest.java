package dev.trialstream.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A top of 2 and a floor of 0.1 of it, so that the rate moves by 1.8 from 0.2; four steps an epoch. */
class LearningRateScheduleTest {
    private static final int STEPS = 4;

    /** By hand, over two cycles of eight steps each, s = 4. */
    static Stream<Arguments> cyclical() {
        return Stream.of(
                Arguments.of(new Schedule.Triangular(1, 1, 1, 0.1), new double[] {
                    0.2, 0.65, 1.1, 1.55, 2, 1.55, 1.1, 0.65, 0.2, 0.65, 1.1, 1.55, 2, 1.55, 1.1, 0.65
                }),
                // the second cycle is half as high: 0.2 + 0.9·{0, 1/4, …}
                Arguments.of(new Schedule.Triangular(1, 0.5, 1, 0.1), new double[] {
                    0.2, 0.65, 1.1, 1.55, 2, 1.55, 1.1, 0.65, 0.2, 0.425, 0.65, 0.875, 1.1, 0.875, 0.65, 0.425
                }),
                // γ = 0.9: 0.2 + 1.8·{0, 1/4·0.9, 1/2·0.81, 3/4·0.729, 0.6561, …}
                Arguments.of(new Schedule.Triangular(1, 1, 0.9, 0.1), new double[] {
                    0.2, 0.605, 0.929, 1.18415, 1.38098, 0.9971615, 0.6782969, 0.4152336, 0.2, 0.3743392, 0.5138106,
                    0.6236443, 0.7083731, 0.5431519, 0.4058911, 0.2926510
                }),
                // 0.2 + 0.9·(1 + cos(π·t/8)), twice
                Arguments.of(new Schedule.Cosine(2, 1, 0.1), new double[] {
                    2, 1.9314916, 1.7363961, 1.4444151, 1.1, 0.7555849, 0.4636039, 0.2685084, 2, 1.9314916, 1.7363961,
                    1.4444151, 1.1, 0.7555849, 0.4636039, 0.2685084
                }));
    }

    @ParameterizedTest
    @MethodSource("cyclical")
    void a_schedule_is_exact_in_every_step_of_two_cycles(Schedule schedule, double[] byHand) {
        LearningRateSchedule pace = LearningRateSchedule.of(new Rate(2, schedule, 0, null), STEPS, 4);

        for (int step = 0; step < byHand.length; step++) {
            assertThat(pace.rateAt(step)).as("step %d", step).isCloseTo(byHand[step], offset(1e-5));
        }
        assertThat(pace.cycleEpochs()).isEqualTo(2);
    }

    @Test
    void momentum_moves_against_the_rate() {
        Rate rate = new Rate(2, new Schedule.Triangular(1, 1, 1, 0.1), 0, new Rate.Span(0.85, 0.95));
        LearningRateSchedule pace = LearningRateSchedule.of(rate, STEPS, 4);
        double[] byHand = {0.95, 0.925, 0.9, 0.875, 0.85, 0.875, 0.9, 0.925, 0.95, 0.925, 0.9, 0.875, 0.85, 0.875};

        for (int step = 0; step < byHand.length; step++) {
            assertThat(pace.momentumAt(step).orElseThrow()).isCloseTo(byHand[step], offset(1e-12));
        }
    }

    /** Twenty steps: up in nine, down in nine, and on to a hundredth of the floor in two. */
    @Test
    void one_cycle_goes_up_and_down_once_and_ends_far_below() {
        LearningRateSchedule pace = pace(new Schedule.OneCycle(0.1), 5);

        assertThat(pace.rateAt(0)).isCloseTo(0.2, offset(1e-12));
        assertThat(pace.rateAt(3)).isCloseTo(0.2 + 1.8 / 3, offset(1e-9));
        assertThat(pace.rateAt(9)).isCloseTo(2, offset(1e-9));
        assertThat(pace.rateAt(12)).isCloseTo(2 - 1.8 / 3, offset(1e-9));
        assertThat(pace.rateAt(18)).isCloseTo(0.2, offset(1e-9));
        assertThat(pace.rateAt(19)).isCloseTo(0.2 * (1 - 0.99 / 2), offset(1e-9));
        assertThat(pace.cycleEpochs()).isEqualTo(5);
    }

    @Test
    void cosine_falls_over_the_whole_training_and_step_by_its_factor() {
        LearningRateSchedule cosine = pace(new Schedule.Cosine(0, 1, 0), 4);
        assertThat(cosine.rateAt(0)).isEqualTo(2);
        assertThat(cosine.rateAt(4)).isCloseTo(1 + Math.cos(Math.PI / 4), offset(1e-12));
        assertThat(cosine.rateAt(8)).isCloseTo(1, offset(1e-12));
        assertThat(cosine.cycleEpochs()).isZero();

        LearningRateSchedule step = pace(new Schedule.Step(2, 0.1), 10);
        assertThat(step.rateAt(7)).isEqualTo(2);
        assertThat(step.rateAt(8)).isCloseTo(0.2, offset(1e-12));
        assertThat(step.rateAt(16)).isCloseTo(0.02, offset(1e-12));
    }

    /** Cycles of 4, 8 and 16 steps. */
    @Test
    void restarts_may_grow() {
        LearningRateSchedule pace = pace(new Schedule.Cosine(1, 2, 0), 7);

        assertThat(pace.rateAt(0)).isEqualTo(2);
        assertThat(pace.rateAt(2)).isCloseTo(1, offset(1e-12));
        assertThat(pace.rateAt(4)).isEqualTo(2);
        assertThat(pace.rateAt(8)).isCloseTo(1, offset(1e-12));
        assertThat(pace.rateAt(12)).isEqualTo(2);
        assertThat(pace.rateAt(20)).isCloseTo(1, offset(1e-12));
        assertThat(pace.cycleEpochs()).isEqualTo(4);
    }

    /** Cycles of 2 epochs in 5 epochs: three of 5/3 epochs are as near as two of 5/2, and the more. */
    @Test
    void cycles_are_stretched_so_that_a_training_ends_on_a_low() {
        LearningRateSchedule pace = pace(new Schedule.Triangular(1, 1, 1, 0.1), 5);

        assertThat(pace.cycleEpochs()).isCloseTo(5 / 3.0, offset(1e-9));
        assertThat(pace.rateAt(20)).isCloseTo(0.2, offset(1e-9));
        assertThat(pace(new Schedule.Triangular(10, 1, 1, 0.1), 5).rateAt(10)).isCloseTo(2, offset(1e-9));
    }

    @Test
    void a_warm_up_rises_to_where_the_schedule_begins_and_the_schedule_follows() {
        LearningRateSchedule pace =
                LearningRateSchedule.of(new Rate(2, new Schedule.Cosine(0, 1, 0), 1, null), STEPS, 5);

        assertThat(pace.rateAt(0)).isEqualTo(0.5);
        assertThat(pace.rateAt(3)).isEqualTo(2);
        assertThat(pace.rateAt(4)).isEqualTo(2);
        assertThat(pace.rateAt(12)).isCloseTo(1, offset(1e-12));
    }

    private static LearningRateSchedule pace(Schedule schedule, int epochs) {
        return LearningRateSchedule.of(new Rate(2, schedule, 0, null), STEPS, epochs);
    }
}
