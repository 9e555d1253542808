package dev.trialstream.orchestrator.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every sampler promises. */
abstract class SamplerContractTest {

    abstract Sampler sampler();

    @Test
    void every_suggestion_is_a_point_of_the_space() {
        Study study = Studies.withSeed("s", 1);
        for (int number = 1; number <= 200; number++) {
            Suggestion suggestion = sampler().suggest(study, finished(study, 5), number);
            assertThat(study.space().objectionTo(suggestion.parameters(), study.fixed()))
                    .isEmpty();
        }
    }

    @Test
    void the_same_history_gives_the_same_suggestion() {
        Study study = Studies.withSeed("s", 7);
        SearchHistory history = finished(study, 8);
        assertThat(sampler().suggest(study, history, 9)).isEqualTo(sampler().suggest(study, history, 9));
    }

    @Test
    void the_name_of_a_study_is_no_seed() {
        SearchHistory history = finished(Studies.withSeed("a", 7), 4);
        assertThat(sampler().suggest(Studies.withSeed("a", 7), history, 5))
                .isEqualTo(sampler().suggest(Studies.withSeed("b", 7), history, 5));
    }

    @Test
    void another_seed_and_another_number_suggest_something_else() {
        Suggestion first = sampler().suggest(Studies.withSeed("s", 1), new SearchHistory(List.of()), 1);
        assertThat(sampler().suggest(Studies.withSeed("s", 2), new SearchHistory(List.of()), 1))
                .isNotEqualTo(first);
        assertThat(sampler().suggest(Studies.withSeed("s", 1), new SearchHistory(List.of()), 2))
                .isNotEqualTo(first);
    }

    @Test
    void trials_that_run_or_failed_are_no_obstacle() {
        Study study = Studies.withSeed("s", 1);
        List<TrialLog> trials = new ArrayList<>(finished(study, 3).trials());
        TrialLog running =
                trial(study, 4).after(new Fact.Dispatched("s.4", 1, "cpu")).after(new Fact.Claimed("s.4", 1, "w"));
        trials.add(running);
        trials.add(trial(study, 5)
                .after(new Fact.Dispatched("s.5", 1, "cpu"))
                .after(new Fact.Claimed("s.5", 1, "w"))
                .after(new Fact.Failed("s.5", 1, "w", "diverged")));
        Suggestion suggestion = sampler().suggest(study, new SearchHistory(trials), 6);
        assertThat(study.space().objectionTo(suggestion.parameters(), study.fixed()))
                .isEmpty();
    }

    /** {@code count} completed trials of one epoch each. */
    private static SearchHistory finished(Study study, int count) {
        List<TrialLog> trials = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            String id = "s." + number;
            trials.add(trial(study, number)
                    .after(new Fact.Dispatched(id, 1, "cpu"))
                    .after(new Fact.Claimed(id, 1, "w"))
                    .after(new Fact.Epoch(id, 1, "w", 1, Map.of("validation_error", 1.0 / number), 1, 1, null))
                    .after(new Fact.Completed(id, 1, "w", 1)));
        }
        return new SearchHistory(trials);
    }

    private static TrialLog trial(Study study, int number) {
        double u = number / 20.0;
        return TrialLog.requested(new Fact.Requested(
                "s." + number, number, Role.SEARCH, study.space().draw(study.fixed(), name -> u), number, "random"));
    }
}
