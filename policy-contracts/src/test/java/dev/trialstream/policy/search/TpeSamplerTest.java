package dev.trialstream.policy.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.SamplerContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.contracts.Trials;
import dev.trialstream.policy.search.tpe.TpeSampler;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.protocol.message.Role;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Workers that fell silent or lacked the data say nothing about the configuration that they had. */
    @ParameterizedTest
    @ValueSource(strings = {"silent", "no data"})
    void a_lost_worker_is_not_held_against_its_configuration(String fate) {
        Study study = line();
        List<TrialLog> past = drawn(study, 20, point -> Math.abs(point.number("x") - 0.5));
        List<TrialLog> lost = new ArrayList<>(past);
        IntStream.rangeClosed(21, 40).forEach(number -> lost.add(lost(number, fate)));
        for (int number = 41; number < 61; number++) {
            assertThat(suggest(study, lost, number)).isEqualTo(suggest(study, past, number));
        }
    }

    @Test
    void lost_trials_do_not_count_among_the_first_ten() {
        Study study = line();
        List<TrialLog> past = new ArrayList<>(drawn(study, 5, point -> 0.5));
        IntStream.rangeClosed(6, 12).forEach(number -> past.add(lost(number, "silent")));
        assertThat(suggest(study, past, 13)).isEqualTo(LatinHypercube.point(study, 13, 10));
    }

    /** A crash that a surviving worker reports, a failure and a training that took too long are the configuration's. */
    @ParameterizedTest
    @ValueSource(strings = {"crashed", "failed", "timed out"})
    void every_other_failure_is_held_against_it(String fate) {
        Study study = line();
        List<TrialLog> past = drawn(study, 20, point -> Math.abs(point.number("x") - 0.5));
        List<TrialLog> failed = new ArrayList<>(past);
        IntStream.rangeClosed(21, 40).forEach(number -> failed.add(lost(number, fate)));
        assertThat(IntStream.range(41, 61)
                        .filter(number -> !suggest(study, failed, number).equals(suggest(study, past, number))))
                .hasSizeGreaterThan(10);
    }

    /** A trial at 0.5 and around, where the best ones are, that was given up for this reason. */
    private static TrialLog lost(int number, String fate) {
        String id = "s." + number;
        TrialLog trial = TrialLog.requested(new Fact.Requested(
                id, number, Role.SEARCH, new Parameters(Map.of("x", 0.49 + number / 2000.0)), number, "tpe"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            trial = trial.after(new Fact.Dispatched(id, attempt, "cpu"))
                    .after(new Fact.Claimed(id, attempt, "w"))
                    .after(end(id, attempt, fate));
        }
        return trial.after(new Fact.GivenUp(id, 3, fate));
    }

    private static Fact.OfJob end(String id, int attempt, String fate) {
        return switch (fate) {
            case "silent" -> new Fact.Lapsed(id, attempt, "w");
            case "no data" -> new Fact.Released(id, attempt, "w", "no such file", Failure.NO_DATA);
            case "crashed" -> new Fact.Released(id, attempt, "w", "exit code 134", Failure.CRASHED);
            case "failed" -> new Fact.Released(id, attempt, "w", "not finite", Failure.FAILED);
            default -> new Fact.Released(id, attempt, "w", "took an hour", Failure.TIMED_OUT);
        };
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
