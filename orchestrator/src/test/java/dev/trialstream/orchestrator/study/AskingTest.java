package dev.trialstream.orchestrator.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.history.Ask;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.StudyState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trials for those who ask. */
class AskingTest {
    @Test
    void a_study_ends_as_failed_with_the_trial_that_is_one_failure_too_many() {
        Driver driver = Driver.asked("budget: {trials: 9, failures: 2}\n");
        fail(driver, 1, "out of memory");
        driver.complete(2, "b", 0.5);
        assertThat(driver.log().ended()).isEmpty();
        List<Fact> last = fail(driver, 3, "no such file");

        assertThat(last)
                .last()
                .isEqualTo(new Fact.Ended(
                        StudyState.FAILED, "2 trials have failed, and budget.failures is 2; s.3: no such file"));
        assertThat(Driver.facts(driver.tell(new Fact.Asked("e", false))))
                .doesNotHaveAnyElementsOfTypes(Fact.Requested.class);
    }

    @Test
    void failures_do_not_end_a_study_that_sets_them_no_limit() {
        Driver driver = Driver.asked("budget: {trials: 4}\n");
        driver.complete(1, "a", 0.5);
        fail(driver, 2, "x");
        fail(driver, 3, "x");
        assertThat(driver.log().ended()).isEmpty();
    }

    private static List<Fact> fail(Driver driver, int number, String reason) {
        String ask = "ask-" + number;
        driver.tell(new Fact.Asked(ask, false));
        return driver.facts(new Fact.Released("s." + number, 1, "http/" + ask, reason, Failure.FAILED));
    }

    @Test
    void a_study_without_data_begins_at_once() {
        Driver study = Driver.asked("");
        assertThat(study.log().spec()).isPresent();
        assertThat(study.log().spec().orElseThrow().promotion().confirm()).isZero();
    }

    @Test
    void whoever_asks_owns_the_trial_in_the_same_step() {
        Driver study = Driver.asked("");
        List<Fact> answer = study.facts(new Fact.Asked("a", false));
        assertThat(answer).hasSize(2);
        assertThat(answer.get(0)).isInstanceOf(Fact.Requested.class);
        assertThat(answer.get(1)).isEqualTo(new Fact.Dispatched("s.1", 1, "external", "http/a"));
        assertThat(study.log().job("s.1").orElseThrow().state()).isEqualTo(JobLog.State.RUNNING);
        assertThat(study.log().ask("a").orElseThrow()).isEqualTo(new Ask("a", false, Ask.State.ANSWERED, "s.1", 1));
    }

    @Test
    void asking_twice_under_one_id_is_asking_once() {
        Driver study = Driver.asked("");
        study.tell(new Fact.Asked("a", false));
        assertThat(study.tell(new Fact.Asked("a", false))).isEmpty();
        assertThat(study.log().trials()).hasSize(1);
    }

    @Test
    void slots_of_workers_give_nobody_a_trial_that_is_to_be_asked_for() {
        Driver study = Driver.asked("");
        assertThat(study.facts(new Fact.SlotsGranted(8, 1))).isEmpty();
    }

    @Test
    void whoever_will_not_wait_is_declined_where_there_is_nothing_to_do() {
        Driver study = Driver.asked("budget: {trials: 1}");
        study.tell(new Fact.Asked("a", false));
        assertThat(study.facts(new Fact.Asked("b", false))).containsExactly(new Fact.Declined("b"));
        assertThat(study.log().openAsks()).isEmpty();
    }

    @Test
    void no_more_are_out_at_once_than_the_study_allows() {
        Driver study = Driver.asked("budget: {trials: 9, parallel: 2}");
        study.tell(new Fact.Asked("a", false));
        study.tell(new Fact.Asked("b", false));
        assertThat(study.facts(new Fact.Asked("c", false))).containsExactly(new Fact.Declined("c"));
    }

    @Test
    void whoever_waits_gets_what_another_gives_up_with_what_was_reported() {
        Driver study = Driver.asked("budget: {trials: 1}");
        study.tell(new Fact.Asked("a", false));
        study.tell(Driver.epoch(1, "a", 1, 0.5));
        assertThat(study.facts(new Fact.Asked("b", true))).isEmpty();
        assertThat(study.facts(new Fact.Lapsed("s.1", 1, "http/a")))
                .containsExactly(new Fact.Dispatched("s.1", 2, "external", "http/b"));
        assertThat(study.log().trial(1).orElseThrow().curve().lastEpoch()).isEqualTo(1);
    }

    @Test
    void who_waited_longest_is_served_first() {
        Driver study = Driver.asked("budget: {trials: 3, parallel: 1}");
        study.tell(new Fact.Asked("a", false));
        study.tell(new Fact.Asked("b", true));
        study.tell(new Fact.Asked("c", true));
        assertThat(study.facts(new Fact.Completed("s.1", 1, "http/a", 1)))
                .contains(new Fact.Dispatched("s.2", 1, "external", "http/b"));
    }

    @Test
    void who_has_stopped_waiting_gets_nothing() {
        Driver study = Driver.asked("budget: {trials: 2, parallel: 1}");
        study.tell(new Fact.Asked("a", false));
        study.tell(new Fact.Asked("b", true));
        study.tell(new Fact.Withdrawn("b"));
        assertThat(study.facts(new Fact.Completed("s.1", 1, "http/a", 1))).isEmpty();
    }

    @Test
    void what_someone_says_who_does_not_own_the_attempt_is_stale() {
        Driver study = Driver.asked("");
        study.tell(new Fact.Asked("a", false));
        study.tell(new Fact.Lapsed("s.1", 1, "http/a"));
        study.tell(Driver.epoch(1, "a", 1, 0.5));
        assertThat(study.log().trial(1).orElseThrow().curve().lastEpoch()).isZero();
    }

    @Test
    void the_study_is_over_once_its_best_is_named_for_nobody_delivers_a_model() {
        Driver study = Driver.asked("budget: {trials: 2}");
        study.complete(1, "a", 0.5);
        study.complete(2, "b", 0.4);
        assertThat(study.log().searched()).isTrue();
        Decision.Promote won =
                new Decision.Promote("d", "s", "s.2", 1, 1, new Grounds("best", Map.of(), "won", "e", Instant.EPOCH));
        assertThat(study.facts(new Fact.Promoted(won))).containsExactly(new Fact.Ended(StudyState.COMPLETED, ""));
    }

    @Test
    void a_paused_study_gives_nothing_and_goes_on_when_it_is_resumed() {
        Driver study = Driver.asked("");
        study.tell(new Fact.Commanded(new dev.trialstream.protocol.message.Command.Pause("s"), "p"));
        assertThat(study.facts(new Fact.Asked("a", false))).containsExactly(new Fact.Declined("a"));
        assertThat(study.facts(new Fact.Asked("b", true))).isEmpty();
        assertThat(study.facts(new Fact.Commanded(new dev.trialstream.protocol.message.Command.Resume("s"), "r")))
                .contains(new Fact.Dispatched("s.1", 1, "external", "http/b"));
    }
}
