package dev.trialstream.policy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.search.Sampler;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.search.SearchHistory;
import dev.trialstream.policy.search.Suggestion;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of samplers. */
public abstract class SamplerContractTest {

    /** The sampler to test. */
    protected abstract Sampler sampler();

    /** A study may name it, and all its settings are described. */
    @Test
    void the_sampler_and_its_settings_are_described() {
        assertThat(Samplers.onClassPath().named(sampler().name()))
                .isInstanceOf(sampler().getClass());
        assertThat(sampler().help()).endsWith(".");
        assertThat(sampler().keys())
                .allSatisfy(key -> assertThat(key.help()).as(key.name()).endsWith("."));
    }

    /** With a history too short to learn from, and with a longer one. */
    @ParameterizedTest
    @ValueSource(ints = {5, 30})
    void every_suggestion_is_a_point_of_the_space(int past) {
        Study study = Studies.withSeed("s", 1);
        for (int number = past + 1; number <= past + 200; number++) {
            Suggestion suggestion = sampler().suggest(study, finished(study, past), number);
            assertThat(study.space().objectionTo(suggestion.parameters(), study.fixed()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 30})
    void the_same_history_gives_the_same_suggestion(int past) {
        Study study = Studies.withSeed("s", 7);
        SearchHistory history = finished(study, past);
        assertThat(sampler().suggest(study, history, past + 1))
                .isEqualTo(sampler().suggest(study, history, past + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 30})
    void the_name_of_a_study_is_no_seed(int past) {
        SearchHistory history = finished(Studies.withSeed("a", 7), past);
        assertThat(sampler().suggest(Studies.withSeed("a", 7), history, past + 1))
                .isEqualTo(sampler().suggest(Studies.withSeed("b", 7), history, past + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void another_seed_and_another_number_suggest_something_else(int past) {
        SearchHistory history = finished(Studies.withSeed("s", 1), past);
        Suggestion first = sampler().suggest(Studies.withSeed("s", 1), history, past + 1);
        assertThat(sampler().suggest(Studies.withSeed("s", 2), history, past + 1))
                .isNotEqualTo(first);
        assertThat(sampler().suggest(Studies.withSeed("s", 1), history, past + 2))
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void trials_that_run_or_failed_are_no_obstacle(int past) {
        Study study = Studies.withSeed("s", 1);
        List<TrialLog> trials = new ArrayList<>(finished(study, past).trials());
        trials.add(Trials.running(past + 1, point(study, past + 1)));
        trials.add(Trials.failed(past + 2, point(study, past + 2)));
        Suggestion suggestion = sampler().suggest(study, new SearchHistory(trials), past + 3);
        assertThat(study.space().objectionTo(suggestion.parameters(), study.fixed()))
                .isEmpty();
    }

    @Test
    void a_study_of_failures_goes_on() {
        Study study = Studies.withSeed("s", 1);
        List<TrialLog> trials = IntStream.rangeClosed(1, 30)
                .mapToObj(number -> Trials.failed(number, point(study, number)))
                .toList();
        Suggestion suggestion = sampler().suggest(study, new SearchHistory(trials), 31);
        assertThat(study.space().objectionTo(suggestion.parameters(), study.fixed()))
                .isEmpty();
    }

    /** Across a branch and a conditional parameter; with no history, a short and a long one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 30})
    void every_suggestion_holds_the_constraints(int past) {
        Study study = Studies.constrained(
                1,
                "learning_rate * units <= 1",
                "optimizer != \"adam\" or units >= 32",
                "momentum / (1 - momentum) > 2 and units < 500");
        for (int number = past + 1; number <= past + 100; number++) {
            Parameters point =
                    sampler().suggest(study, finished(study, past), number).parameters();
            assertThat(study.space().objectionTo(point, study.fixed())).isEmpty();
            assertThat(Constraint.firstViolated(study.constraints(), point)).isEmpty();
            assertThat(sampler().suggest(study, finished(study, past), number).parameters())
                    .isEqualTo(point);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 30})
    void constraints_that_hold_everywhere_change_nothing(int past) {
        Study free = Studies.withSeed("s", 3);
        Study held = Studies.constrained(3, "units >= 8");
        assertThat(sampler().suggest(held, finished(free, past), past + 1))
                .isEqualTo(sampler().suggest(free, finished(free, past), past + 1));
    }

    /** ln(0.010193/0.0101) is a thousandth of ln(1e4): ten of 10,000 draws satisfy it. No past trial does. */
    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void a_thousandth_of_the_space_is_found(int past) {
        Study study = Studies.constrained(1, "learning_rate > 0.0101", "learning_rate < 0.010193");
        List<Parameters> points = IntStream.rangeClosed(past + 1, past + 20)
                .mapToObj(number ->
                        sampler().suggest(study, finished(study, past), number).parameters())
                .toList();
        assertThat(points)
                .doesNotHaveDuplicates()
                .allSatisfy(point -> assertThat(point.number("learning_rate")).isBetween(0.0101, 0.010193));
    }

    /** {@code count} completed trials of one epoch each. */
    private static SearchHistory finished(Study study, int count) {
        return new SearchHistory(IntStream.rangeClosed(1, count)
                .mapToObj(number -> Trials.completed(number, point(study, number), 1.0 / number))
                .toList());
    }

    private static Parameters point(Study study, int number) {
        return study.space().draw(study.fixed(), name -> number % 20 / 20.0);
    }
}
