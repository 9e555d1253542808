package dev.trialstream.policy.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.SamplerContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.contracts.Trials;
import dev.trialstream.policy.search.tpe.TpeSampler;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TpeSamplerTest extends SamplerContractTest {

    @Override
    protected Sampler sampler() {
        return new TpeSampler();
    }

    @Test
    void the_first_ten_are_spread_evenly_and_an_enqueued_one_is_one_of_them() {
        Study study = Studies.withSeed("s", 1);
        List<TrialLog> nine = drawn(study, 9, point -> point.number("learning_rate"));
        assertThat(suggest(study, nine, 10)).isEqualTo(LatinHypercube.point(study, 10, 10));

        List<TrialLog> ten = drawn(study, 10, point -> point.number("learning_rate"));
        assertThat(suggest(study, ten, 11)).isNotEqualTo(LatinHypercube.point(study, 11, 10));
    }

    /** Rates near 0.01 were good. Of 40 suggestions drawn at random a quarter would be within a factor of √10. */
    @Test
    void it_suggests_what_is_like_the_good_ones() {
        Study study = Studies.withSeed("s", 1);
        List<TrialLog> past = drawn(study, 60, point -> Math.abs(Math.log10(point.number("learning_rate")) + 2));
        long near = IntStream.range(61, 101)
                .filter(number ->
                        Math.abs(Math.log10(suggest(study, past, number).number("learning_rate")) + 2) < 0.5)
                .count();
        assertThat(near).isGreaterThan(25);
    }

    /** Momentum is good at 0.9 if it is active; adam has none and is no worse. */
    @Test
    void a_conditional_dimension_is_learnt_where_it_is_active() {
        Study study = Studies.withSeed("s", 1);
        List<TrialLog> past =
                drawn(study, 60, point -> point.has("momentum") ? Math.abs(point.number("momentum") - 0.9) : 0.05);
        List<Double> momenta = IntStream.range(61, 161)
                .mapToObj(number -> suggest(study, past, number))
                .filter(point -> point.has("momentum"))
                .map(point -> point.number("momentum"))
                .toList();
        // of the prior [0.5, 0.99] a fifth lies within 0.05 of 0.9
        assertThat(momenta).hasSizeGreaterThan(10);
        assertThat(momenta)
                .filteredOn(momentum -> Math.abs(momentum - 0.9) < 0.05)
                .hasSizeGreaterThan(momenta.size() / 2);
    }

    @Test
    void trials_side_by_side_are_not_the_same_one() {
        Study study = line();
        List<TrialLog> past = drawn(study, 30, point -> Math.abs(point.number("x") - 0.5));
        double alone = 0;
        double beside = 0;
        for (int number = 31; number < 231; number++) {
            Parameters first = suggest(study, past, number);
            List<TrialLog> running = new ArrayList<>(past);
            // eight at the same place, which a sampler that ignores them would suggest again
            IntStream.range(0, 8).forEach(i -> running.add(Trials.running(1000 + i, first)));
            alone += distance(first, suggest(study, past, number + 1)) / 200;
            beside += distance(first, suggest(study, running, number + 1)) / 200;
        }
        assertThat(beside).isGreaterThan(1.5 * alone);
    }

    @Test
    void what_failed_is_avoided() {
        Study study = line();
        List<TrialLog> past = new ArrayList<>(drawn(study, 20, point -> 0.5));
        IntStream.rangeClosed(21, 40)
                .forEach(number -> past.add(Trials.failed(number, new Parameters(Map.of("x", 0.8 + number / 500.0)))));
        long beyond = IntStream.range(41, 141)
                .filter(number -> suggest(study, past, number).number("x") > 0.8)
                .count();
        assertThat(beyond).isLessThan(5);
    }

    /** Five of six configurations were tried; the remaining one is likely, and would otherwise never be drawn. */
    @Test
    void a_configuration_is_not_tried_twice_while_another_is_drawn() {
        Study study = Studies.over(new SearchSpace(Map.<String, Dimension>of("layers", IntDimension.linear(1, 6))), 1);
        List<TrialLog> past = IntStream.rangeClosed(1, 20)
                .mapToObj(number ->
                        Trials.completed(number, new Parameters(Map.of("layers", 1 + number % 5)), 0.1 * (number % 5)))
                .toList();
        assertThat(suggest(study, past, 21).integer("layers")).isEqualTo(6);
    }

    private static double distance(Parameters a, Parameters b) {
        return Math.abs(a.number("x") - b.number("x"));
    }

    private static Study line() {
        return Studies.over(new SearchSpace(Map.<String, Dimension>of("x", FloatDimension.linear(0, 1))), 1);
    }

    private Parameters suggest(Study study, List<TrialLog> past, int number) {
        return sampler().suggest(study, new SearchHistory(past), number).parameters();
    }

    /** Completed trials of the prior whose error is a function of their parameters. */
    private static List<TrialLog> drawn(Study study, int count, ToDoubleFunction<Parameters> error) {
        SplittableRandom random = new SplittableRandom(5);
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> {
                    Parameters point = study.space().draw(study.fixed(), name -> random.nextDouble());
                    return Trials.completed(number, point, error.applyAsDouble(point));
                })
                .toList();
    }
}
