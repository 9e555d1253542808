package dev.trialstream.orchestrator.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Repeat;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Isolation;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks studies through their lives, a fact at a time. */
class StudyPlannerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final DataProfile PROFILE = new DataProfile(
            "ab", Task.CLASSIFICATION, 100, 0, List.of(), Map.of("a", 50, "b", 50), 4, 60, 20, 20, null);

    private final StudyPlanner planner = new StudyPlanner("s", Samplers.onClassPath());

    @Test
    void a_submitted_study_has_its_data_read_first() {
        List<Output> outputs = submit("");
        assertThat(facts(outputs)).containsExactly(new Fact.Dispatched("s.profile", 1, "cpu"));
        assertThat(jobs(outputs)).singleElement().isInstanceOf(Job.Profile.class);
    }

    @Test
    void an_accepted_study_waits_for_slots_and_then_fills_them() {
        submit("");
        List<Output> accepted = profile();
        assertThat(facts(accepted)).singleElement().isInstanceOf(Fact.Accepted.class);

        List<Output> granted = react(new Fact.SlotsGranted(2, 1));
        assertThat(jobs(granted)).extracting(Job::job).containsExactly("s.1", "s.2");
        assertThat(facts(granted))
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly("Requested", "Dispatched", "Requested", "Dispatched");
    }

    @Test
    void no_more_trials_are_in_flight_than_the_study_may_run_at_once() {
        submit("budget: {parallel: 1}");
        profile();
        assertThat(jobs(react(new Fact.SlotsGranted(16, 1)))).hasSize(1);
    }

    @Test
    void a_large_pool_gets_one_trial_ahead_for_every_eight_slots() {
        submit("budget: {parallel: 100}");
        profile();
        assertThat(jobs(react(new Fact.SlotsGranted(16, 1)))).hasSize(18);
    }

    @Test
    void a_pool_can_grow_from_nothing_and_shrinks_as_a_study_comes_to_its_end() {
        submit("budget: {trials: 3, epochs: 1, parallel: 2, priority: 7}");
        assertThat(wanted()).as("somebody has to read the data").isEqualTo(1);
        profile();
        react(new Fact.SlotsGranted(2, 1));
        assertThat(Summaries.of(planner.log(), NOON).priority()).isEqualTo(7);
        for (int trial = 1; trial <= 3; trial++) {
            assertThat(wanted()).isEqualTo(Math.min(2, 4 - trial));
            claim("s." + trial);
            react(epoch("s." + trial, 1));
            react(new Fact.Completed("s." + trial, 1, "w", 1));
        }
        assertThat(wanted()).as("the judge is choosing whom to confirm").isEqualTo(2);
        react(new Fact.Promoted(promote("s.1", 1)));
        assertThat(wanted()).as("the model is to be delivered").isEqualTo(1);
        claim("s.deliver");
        react(new Fact.Delivered("s.deliver", 1, "w", "s.1", Map.of(), "m", "ab"));
        assertThat(wanted()).isZero();
    }

    private int wanted() {
        return Summaries.of(planner.log(), NOON).wantedSlots();
    }

    @Test
    void the_end_of_a_trial_is_answered_by_the_next() {
        begin("budget: {trials: 3}", 1);
        claim("s.1");
        List<Output> outputs = react(new Fact.Completed("s.1", 1, "w", 1));
        assertThat(jobs(outputs)).extracting(Job::job).containsExactly("s.2");
    }

    @Test
    void enqueued_configurations_come_first() {
        submit("space: {layers: {type: int, min: 1, max: 3}}\nenqueue: [{layers: 3}, {layers: 1}]");
        profile();
        List<Fact> facts = facts(react(new Fact.SlotsGranted(3, 1)));
        assertThat(facts.stream().filter(Fact.Requested.class::isInstance).map(Fact.Requested.class::cast))
                .extracting(Fact.Requested::sampler)
                .containsExactly("enqueued", "enqueued", "tpe");
        assertThat(((Fact.Requested) facts.get(0)).parameters().integer("layers"))
                .isEqualTo(3);
    }

    @Test
    void a_study_whose_constraints_hold_nowhere_has_failed_with_the_line() {
        submit("constraints: [units > 300]");
        assertThat(facts(profile())).singleElement().isInstanceOfSatisfying(Fact.Ended.class, ended -> {
            assertThat(ended.state()).isEqualTo(StudyState.FAILED);
            assertThat(ended.reason()).startsWith("constraints: no point found that holds them in 10000 draws; ");
        });
    }

    @Test
    void every_trial_holds_the_constraints() {
        submit("constraints: [units * layers <= 100]\nbudget: {trials: 30}");
        profile();
        assertThat(facts(react(new Fact.SlotsGranted(24, 1))))
                .filteredOn(Fact.Requested.class::isInstance)
                .hasSize(27)
                .extracting(fact -> ((Fact.Requested) fact).parameters())
                .allSatisfy(point -> assertThat(point.integer("units") * point.integer("layers"))
                        .isLessThanOrEqualTo(100));
    }

    @Test
    void a_study_is_searched_promoted_delivered_and_over() {
        begin("budget: {trials: 1}", 1);
        claim("s.1");
        react(epoch("s.1", 1));
        assertThat(facts(react(new Fact.Completed("s.1", 1, "w", 1))))
                .containsExactly(new Fact.Searched(1, 3, "it has had its trials"));

        List<Output> promoted = react(new Fact.Promoted(promote("s.1", 1)));
        assertThat(jobs(promoted)).singleElement().satisfies(job -> {
            assertThat(job).isInstanceOf(Job.Deliver.class);
            assertThat(((Job.Deliver) job).checkpoint()).isEqualTo("c1");
        });

        claim("s.deliver");
        assertThat(facts(react(new Fact.Delivered("s.deliver", 1, "w", "s.1", Map.of(), "m", "ab"))))
                .containsExactly(new Fact.Ended(StudyState.COMPLETED, ""));
    }

    @Test
    void at_its_end_the_checkpoints_of_all_but_the_winner_and_its_refit_go() {
        begin("budget: {trials: 2, epochs: 5, parallel: 9}\npromotion: {confirm: 0}", 9);
        end("s.1");
        end("s.2");
        react(new Fact.Promoted(won("s.2", 1)));
        end("s.3");
        claim("s.deliver");
        assertThat(jobs(react(new Fact.Delivered("s.deliver", 1, "w", "s.2", Map.of(), "m", "ab"))))
                .containsExactly(new Job.Cleanup("s.cleanup", "s", 1, List.of("s.2", "s.3"), false));
    }

    @Test
    void a_study_that_is_stopped_keeps_the_best_so_far_and_one_that_is_deleted_nothing() {
        begin("budget: {trials: 9}", 1);
        claim("s.1");
        react(epoch("s.1", 1));
        react(new Fact.Completed("s.1", 1, "w", 1));
        List<Job> cleanups = jobs(react(new Fact.Commanded(new Command.Delete("s"), "c")));
        assertThat(cleanups)
                .containsExactly(
                        new Job.Cleanup("s.cleanup", "s", 1, List.of("s.1"), false),
                        new Job.Cleanup("s.cleanup", "s", 2, List.of(), true));
    }

    @Test
    void a_study_of_which_every_trial_failed_has_failed_with_the_first_reason() {
        begin("budget: {trials: 2}", 1);
        claim("s.1");
        react(new Fact.Failed("s.1", 1, "w", "diverged in epoch 1"));
        claim("s.2");
        assertThat(facts(react(new Fact.Failed("s.2", 1, "w", "other"))))
                .containsExactly(
                        new Fact.Ended(StudyState.FAILED, "no trial gave a result; the first: diverged in epoch 1"));
    }

    @Test
    void data_that_cannot_be_read_end_the_study() {
        submit("");
        claim("s.profile");
        assertThat(facts(react(new Fact.Failed("s.profile", 1, "w", "a.csv: empty"))))
                .containsExactly(new Fact.Ended(StudyState.FAILED, "a.csv: empty"));
    }

    @Test
    void when_the_time_is_over_running_trials_are_stopped_and_no_more_begin() {
        begin("budget: {trials: 9}", 2);
        claim("s.1");
        react(epoch("s.1", 1));
        List<Decision.Stop> stops = stops(react(new Fact.TimeExpired(false)));
        assertThat(stops).extracting(Decision::job).containsExactly("s.1", "s.2");
        assertThat(stops).extracting(Decision.Stop::epoch).containsExactly(1, 0);

        claim("s.2");
        assertThat(react(new Fact.Stopped("s.1", 1, "w", 1, stops.get(0))))
                .noneMatch(output -> output instanceof Output.Dispatch);
        assertThat(facts(react(new Fact.Stopped("s.2", 1, "w", 0, stops.get(1)))))
                .containsExactly(new Fact.Searched(2, 0, "its time is used up"));
    }

    private static final Grounds BY_RULE = new Grounds("asha_promote", Map.of(), "number 2", "e", NOON);

    private static Fact paused(int attempt) {
        return Fact.Released.paused("s.1", attempt, "w", new Decision.Pause("s.1/pause", "s", "s.1", 1, 1, BY_RULE));
    }

    private static Fact resumed() {
        return new Fact.Resumed(new Decision.Resume("s.1/resume", "s", "s.1", 1, 1, BY_RULE));
    }

    /** The slot of a paused trial is free for another; when the trial may continue, it goes before a new one. */
    @Test
    void a_paused_trial_gives_up_its_slot_and_goes_on_before_anything_new() {
        begin("budget: {trials: 9}", 1);
        claim("s.1");
        react(epoch("s.1", 1));

        assertThat(facts(react(paused(1))))
                .extracting(Fact::getClass)
                .containsExactly(Fact.Requested.class, Fact.Dispatched.class);
        claim("s.2");
        assertThat(facts(react(resumed()))).isEmpty();
        List<Output> outputs = react(new Fact.Completed("s.2", 1, "w", 1));
        assertThat(facts(outputs)).containsExactly(new Fact.Dispatched("s.1", 2, "cpu"));
        assertThat(jobs(outputs))
                .singleElement()
                .satisfies(
                        job -> assertThat(((Job.Train) job).curve().lastEpoch()).isEqualTo(1));
    }

    @Test
    void with_nothing_but_paused_trials_left_the_judge_is_asked_once_and_the_rest_retires() {
        begin("budget: {trials: 1}", 1);
        claim("s.1");
        react(epoch("s.1", 1));

        assertThat(facts(react(paused(1)))).containsExactly(new Fact.Settling(1));
        assertThat(facts(react(resumed()))).containsExactly(new Fact.Dispatched("s.1", 2, "cpu"));
        react(new Fact.Claimed("s.1", 2, "w"));
        assertThat(facts(react(paused(2)))).containsExactly(new Fact.Settling(2));
        assertThat(facts(react(new Fact.Retired(new Decision.Retire("s.1/retire", "s", "s.1", 1, 1, BY_RULE)))))
                .containsExactly(new Fact.Searched(1, 3, "it has had its trials"));
        assertThat(planner.log().trial(1).orElseThrow().state()).isEqualTo(JobLog.State.STOPPED);
    }

    @Test
    void once_its_epochs_are_spent_running_trials_are_stopped_and_none_begins() {
        begin("budget: {trials: 9, total_epochs: 2}", 1);
        claim("s.1");
        react(epoch("s.1", 1));
        List<Decision.Stop> stops = stops(react(epoch("s.1", 2)));

        assertThat(stops).extracting(Decision::rule).containsExactly("budget");
        assertThat(facts(react(new Fact.Stopped("s.1", 1, "w", 2, stops.get(0)))))
                .containsExactly(new Fact.Searched(1, 3, "it has trained, or costs, what it may"));
    }

    @Test
    void a_lapsed_trial_goes_out_again_with_what_it_has_reported() {
        begin("", 1);
        claim("s.1");
        react(epoch("s.1", 1));
        List<Output> outputs = react(new Fact.Lapsed("s.1", 1, "w"));
        assertThat(facts(outputs)).containsExactly(new Fact.Dispatched("s.1", 2, "cpu"));
        assertThat(jobs(outputs)).singleElement().satisfies(job -> {
            assertThat(job.attempt()).isEqualTo(2);
            assertThat(((Job.Train) job).curve().at(1).orElseThrow().checkpoint())
                    .isEqualTo("c1");
        });
    }

    @Test
    void who_went_silent_and_comes_back_is_fenced_at_its_next_epoch() {
        begin("", 1);
        claim("s.1");
        react(new Fact.Lapsed("s.1", 1, "w"));
        assertThat(decisions(react(epoch("s.1", 1))))
                .singleElement()
                .isInstanceOfSatisfying(Decision.Fence.class, fence -> {
                    assertThat(fence.worker()).isEqualTo("w");
                    assertThat(fence.attempt()).isEqualTo(1);
                });
        assertThat(planner.log().trial(1).orElseThrow().curve().epochs()).isEmpty();
    }

    @Test
    void a_lapse_of_an_attempt_that_is_over_changes_nothing() {
        begin("", 1);
        claim("s.1");
        react(new Fact.Completed("s.1", 1, "w", 1));
        assertThat(react(new Fact.Lapsed("s.1", 1, "w"))).isEmpty();
    }

    @Test
    void a_job_that_nobody_takes_goes_out_again_and_is_not_held_against() {
        begin("", 1);
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(facts(react(new Fact.Lapsed("s.1", attempt, null))))
                    .containsExactly(new Fact.Dispatched("s.1", attempt + 1, "cpu"));
        }
    }

    @Test
    void a_trial_that_silences_three_workers_is_given_up() {
        begin("budget: {trials: 2}", 1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            react(new Fact.Claimed("s.1", attempt, "w" + attempt));
            react(new Fact.Lapsed("s.1", attempt, "w" + attempt));
        }
        assertThat(planner.log().trial(1).orElseThrow().state()).isEqualTo(JobLog.State.FAILED);
        assertThat(planner.log().trial(1).orElseThrow().failure()).contains("3 workers fell silent");
        assertThat(planner.log().trial(2)).isPresent();
    }

    @Test
    void a_study_says_how_many_workers_may_be_lost_over_a_trial() {
        begin("budget: {trials: 2}\nattempts: {crashed: 2}", 1);
        for (int attempt = 1; attempt <= 2; attempt++) {
            react(new Fact.Claimed("s.1", attempt, "w" + attempt));
            react(new Fact.Lapsed("s.1", attempt, "w" + attempt));
        }
        assertThat(planner.log().trial(1).orElseThrow().failure()).contains("2 workers fell silent");
    }

    @Test
    void a_trial_whose_own_process_crashes_each_time_fails_with_the_last_reason_and_its_worker_trains_on() {
        begin("budget: {trials: 2}\nattempts: {crashed: 2}\nisolation: process", 1);
        for (int attempt = 1; attempt <= 2; attempt++) {
            react(new Fact.Claimed("s.1", attempt, "w"));
            react(new Fact.Released("s.1", attempt, "w", "exit code 13" + attempt, Failure.CRASHED));
        }
        TrialLog trial = planner.log().trial(1).orElseThrow();
        assertThat(trial.state()).isEqualTo(JobLog.State.FAILED);
        assertThat(trial.failure()).isEqualTo("exit code 132; the last of 2 attempts in a row that crashed");
        assertThat(planner.log().trial(2)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"isolation: process, PROCESS", "isolation: thread,", "'',"})
    void where_trials_are_trained_goes_with_the_jobs_where_it_is_not_as_usual(
            String said, @Nullable Isolation expected) {
        submit(said);
        profile();
        Job.Train job = (Job.Train) jobs(react(new Fact.SlotsGranted(1, 1))).get(0);
        assertThat(job.isolation()).isEqualTo(expected);
    }

    @Test
    void what_may_fail_or_take_too_long_again_is_counted_by_its_kind() {
        submit("budget: {trials: 1}\nattempts: {failed: 3, timed_out: 2, trial: 1h}");
        profile();
        List<Output> outputs = react(new Fact.SlotsGranted(1, 1));
        assertThat(leeway(outputs)).isEqualTo(new Job.Leeway(2, 1, Duration.ofHours(1), null));
        claim("s.1");
        outputs = react(new Fact.Released("s.1", 1, "w", "exit code 1", Failure.FAILED));
        assertThat(leeway(outputs)).isEqualTo(new Job.Leeway(1, 1, Duration.ofHours(1), null));
        react(new Fact.Claimed("s.1", 2, "w"));
        outputs = react(new Fact.Released("s.1", 2, "w", "took too long", Failure.TIMED_OUT));
        assertThat(leeway(outputs)).isEqualTo(new Job.Leeway(1, 0, Duration.ofHours(1), null));
    }

    private static Job.Leeway leeway(List<Output> outputs) {
        return ((Job.Train) jobs(outputs).get(0)).leeway();
    }

    @Test
    void installations_that_die_are_not_held_against_a_trial() {
        begin("budget: {trials: 2}", 1);
        for (int attempt = 1; attempt <= 5; attempt++) {
            react(new Fact.Claimed("s.1", attempt, "w" + attempt));
            command(Command.Resume::new, "r" + attempt);
            react(new Fact.Lapsed("s.1", attempt, "w" + attempt));
        }
        assertThat(planner.log().trial(1).orElseThrow().state()).isEqualTo(JobLog.State.WAITING);
    }

    @Test
    void a_paused_study_gives_its_trials_back_and_begins_none_until_it_is_resumed() {
        begin("budget: {trials: 3}", 1);
        claim("s.1");
        react(epoch("s.1", 1));
        assertThat(decisions(command(Command.Pause::new, "p"))).singleElement().satisfies(pause -> {
            assertThat(pause.type()).isEqualTo(Decision.Type.SUSPEND);
            assertThat(pause.job()).isEqualTo("s.1");
        });
        assertThat(planner.log().state()).isEqualTo(StudyState.PAUSED);
        assertThat(jobs(react(new Fact.Released("s.1", 1, "w", "paused")))).isEmpty();
        assertThat(command(Command.Pause::new, "p2")).isEmpty();

        List<Output> resumed = command(Command.Resume::new, "r");
        assertThat(jobs(resumed)).singleElement().satisfies(job -> {
            assertThat(job.job()).isEqualTo("s.1");
            assertThat(job.attempt()).isEqualTo(2);
        });
    }

    @Test
    void whoever_claims_a_trial_of_a_paused_study_is_told_to_pause() {
        begin("", 1);
        command(Command.Pause::new, "p");
        assertThat(decisions(react(new Fact.Claimed("s.1", 1, "w"))))
                .extracting(Decision::type)
                .containsExactly(Decision.Type.SUSPEND);
    }

    @Test
    void a_pause_that_was_missed_is_said_again_at_the_next_epoch() {
        begin("", 1);
        claim("s.1");
        command(Command.Pause::new, "p");
        assertThat(decisions(react(epoch("s.1", 1)))).extracting(Decision::type).containsExactly(Decision.Type.SUSPEND);
    }

    @Test
    void a_trial_that_gets_ahead_is_not_given_up() {
        begin("budget: {trials: 2}", 1);
        for (int attempt = 1; attempt <= 5; attempt++) {
            String worker = "w" + attempt;
            react(new Fact.Claimed("s.1", attempt, worker));
            react(new Fact.Epoch("s.1", attempt, worker, attempt, Map.of("validation_error", 0.5), 1, 1, "c"));
            react(new Fact.Lapsed("s.1", attempt, worker));
        }
        assertThat(planner.log().trial(1).orElseThrow().state()).isEqualTo(JobLog.State.WAITING);
    }

    @Test
    void a_command_on_a_study_that_does_not_exist_is_rejected() {
        assertThat(facts(command(Command.Pause::new, "p")))
                .containsExactly(new Fact.Rejected("p", "study", "there is no study s"));
    }

    @Test
    void candidates_are_trained_again_with_the_same_rows_and_fresh_seeds_and_the_winner_on_all_rows() {
        begin("budget: {trials: 2, epochs: 5, parallel: 9}\npromotion: {confirm: 2}", 9);
        end("s.1");
        assertThat(facts(end("s.2"))).containsExactly(new Fact.Searched(2, 2, "it has had its trials"));

        List<Fact> begun = facts(react(new Fact.Nominated(confirm("s.2", "s.1"))));
        List<Fact.Requested> requested = requests(begun);
        assertThat(requested).extracting(Fact.Requested::trial).containsExactly("s.3", "s.4", "s.5", "s.6");
        assertThat(requested).extracting(Fact.Requested::role).containsOnly(Role.CONFIRM);
        assertThat(requested).extracting(it -> it.repeat().of()).containsExactly("s.2", "s.1", "s.2", "s.1");
        assertThat(requested).extracting(it -> it.repeat().epochs()).containsOnly(5);
        assertThat(requested).extracting(Fact.Requested::seed).doesNotHaveDuplicates();
        assertThat(requested.get(0).repeat().rows())
                .isEqualTo(requested.get(1).repeat().rows())
                .isNotEqualTo(requested.get(2).repeat().rows());
        assertThat(requested.get(0).repeat().rows().mode()).isEqualTo(RowUse.Mode.RESAMPLED);
        assertThat(requested.get(0).parameters())
                .isEqualTo(planner.log().trial(2).orElseThrow().parameters());

        end("s.3");
        end("s.4");
        end("s.5");
        assertThat(facts(end("s.6"))).containsExactly(new Fact.Confirmed(4));

        List<Fact.Requested> refit = requests(facts(react(new Fact.Promoted(won("s.1", 4)))));
        assertThat(refit).singleElement().satisfies(it -> {
            assertThat(it.role()).isEqualTo(Role.REFIT);
            assertThat(it.repeat()).isEqualTo(new Repeat("s.1", RowUse.POOLED, 4));
        });
        claim("s.7");
        react(epoch("s.7", 4));
        assertThat(jobs(react(new Fact.Completed("s.7", 1, "w", 4))))
                .singleElement()
                .satisfies(job -> {
                    assertThat(((Job.Deliver) job).trial()).isEqualTo("s.1");
                    assertThat(((Job.Deliver) job).checkpoint()).isEqualTo("c4");
                    assertThat(((Job.Deliver) job).rows()).isEqualTo(RowUse.POOLED);
                });
    }

    @Test
    void the_winner_of_the_search_is_delivered_where_its_refit_breaks_down() {
        begin("budget: {trials: 1}", 1);
        end("s.1");
        react(new Fact.Promoted(won("s.1", 1)));
        claim("s.2");
        assertThat(jobs(react(new Fact.Failed("s.2", 1, "w", "diverged"))))
                .singleElement()
                .satisfies(job -> assertThat(((Job.Deliver) job).rows()).isEqualTo(RowUse.AS_SPLIT));
    }

    @Test
    void with_many_validation_rows_their_choice_stays() {
        submit("budget: {trials: 1}");
        claim("s.profile");
        react(new Fact.Profiled(
                "s.profile",
                1,
                "w",
                new DataProfile(
                        "ab",
                        Task.CLASSIFICATION,
                        9000,
                        0,
                        List.of(),
                        Map.of("a", 50, "b", 50),
                        4,
                        5000,
                        2000,
                        2000,
                        null)));
        react(new Fact.SlotsGranted(1, 1));
        end("s.1");
        assertThat(requests(facts(react(new Fact.Nominated(confirm("s.1"))))))
                .extracting(it -> it.repeat().rows())
                .containsOnly(RowUse.AS_SPLIT);
    }

    @Test
    void when_the_time_of_the_search_is_over_there_is_still_time_to_confirm() {
        begin("budget: {trials: 9}", 1);
        claim("s.1");
        react(epoch("s.1", 1));
        List<Decision.Stop> stops = stops(react(new Fact.TimeExpired(true)));
        assertThat(stops).extracting(Decision::job).containsExactly("s.1");
        assertThat(facts(react(new Fact.Stopped("s.1", 1, "w", 1, stops.get(0)))))
                .containsExactly(new Fact.Searched(1, 3, "its time is used up"));
        react(new Fact.Nominated(confirm("s.1")));
        claim("s.2");
        assertThat(decisions(react(new Fact.TimeExpired(false))))
                .extracting(Decision::job)
                .containsExactly("s.2");
    }

    private List<Output> end(String trial) {
        claim(trial);
        react(epoch(trial, 1));
        return react(new Fact.Completed(trial, 1, "w", 1));
    }

    private static List<Fact.Requested> requests(List<Fact> facts) {
        return facts.stream()
                .filter(Fact.Requested.class::isInstance)
                .map(Fact.Requested.class::cast)
                .toList();
    }

    private static Decision.Confirm confirm(String... candidates) {
        return new Decision.Confirm(
                "d", "s", candidates[0], 0, new Grounds("r", Map.of(), "close", "e", NOON), List.of(candidates));
    }

    private static Decision.Promote won(String trial, int epochs) {
        return new Decision.Promote(
                "d", "s", trial, 1, 1, new Grounds("r", Map.of("refit_epochs", (double) epochs), "won", "e", NOON));
    }

    private List<Output> command(java.util.function.Function<String, Command> command, String submission) {
        return react(new Fact.Commanded(command.apply("s"), submission));
    }

    @Test
    void a_second_claim_is_fenced_and_changes_nothing() {
        begin("", 1);
        claim("s.1");
        List<Output> outputs = react(new Fact.Claimed("s.1", 1, "late"));
        assertThat(decisions(outputs)).singleElement().isInstanceOfSatisfying(Decision.Fence.class, fence -> {
            assertThat(fence.worker()).isEqualTo("late");
        });
        assertThat(planner.log().job("s.1").orElseThrow().worker()).isEqualTo("w");
    }

    @Test
    void a_repeated_event_is_answered_by_nothing() {
        begin("", 1);
        claim("s.1");
        react(epoch("s.1", 1));
        assertThat(react(epoch("s.1", 1))).isEmpty();
        assertThat(react(new Fact.Claimed("s.1", 1, "w"))).isEmpty();
        assertThat(react(new Fact.SlotsGranted(1, 1))).isEmpty();
    }

    @Test
    void a_second_study_of_the_same_name_is_rejected_and_the_same_record_again_is_not() {
        submit("");
        HistoryEvent again = submission("", "record-2");
        assertThat(facts(planner.react(again))).singleElement().satisfies(fact -> {
            assertThat(fact).isInstanceOf(Fact.Rejected.class);
            assertThat(((Fact.Rejected) fact).submission()).isEqualTo("record-2");
        });
        assertThat(planner.react(submission("", "record-1"))).isEmpty();
    }

    @Test
    void a_history_planned_again_is_the_same() {
        List<HistoryEvent> inputs = new ArrayList<>();
        List<Output> first = life(inputs);
        StudyPlanner other = new StudyPlanner("s", Samplers.onClassPath());
        List<Output> second = new ArrayList<>();
        inputs.forEach(input -> second.addAll(other.react(input)));
        assertThat(second).isEqualTo(first).hasSizeGreaterThan(20);
    }

    private List<Output> life(List<HistoryEvent> inputs) {
        inputs.add(submission("budget: {trials: 4}", "record-1"));
        inputs.add(event(new Fact.Claimed("s.profile", 1, "w")));
        inputs.add(event(new Fact.Profiled("s.profile", 1, "w", PROFILE)));
        inputs.add(event(new Fact.SlotsGranted(2, 1)));
        for (int trial = 1; trial <= 4; trial++) {
            inputs.add(event(new Fact.Claimed("s." + trial, 1, "w")));
            inputs.add(event(epoch("s." + trial, 1)));
            inputs.add(event(new Fact.Completed("s." + trial, 1, "w", 1)));
        }
        inputs.add(event(new Fact.Promoted(promote("s.2", 1))));
        List<Output> outputs = new ArrayList<>();
        inputs.forEach(input -> outputs.addAll(planner.react(input)));
        return outputs;
    }

    private void begin(String yaml, int slots) {
        submit(yaml);
        profile();
        react(new Fact.SlotsGranted(slots, 1));
    }

    private List<Output> submit(String yaml) {
        return planner.react(submission(yaml, "record-1"));
    }

    private static HistoryEvent submission(String yaml, String record) {
        return event(new Fact.Submitted(
                new StudyReader(Policies.onClassPath()).yaml("study: s\ndata: {csv: a.csv, target: y}\n" + yaml),
                record));
    }

    private List<Output> profile() {
        claim("s.profile");
        return react(new Fact.Profiled("s.profile", 1, "w", PROFILE));
    }

    private void claim(String job) {
        react(new Fact.Claimed(job, 1, "w"));
    }

    private static Fact epoch(String trial, int epoch) {
        return new Fact.Epoch(trial, 1, "w", epoch, Map.of("validation_error", 0.5), 1, 1, "c" + epoch);
    }

    private static Decision.Promote promote(String trial, int epoch) {
        return new Decision.Promote("d", "s", trial, 1, epoch, new Grounds("best", Map.of(), "won", "e", NOON));
    }

    private List<Output> react(Fact fact) {
        return planner.react(event(fact));
    }

    private static HistoryEvent event(Fact fact) {
        return HistoryEvent.of("s", NOON, "test", null, fact);
    }

    private static List<Fact> facts(List<Output> outputs) {
        return outputs.stream()
                .flatMap(output -> output instanceof Output.Append append
                        ? Optional.of(append.event().fact()).stream()
                        : Optional.<Fact>empty().stream())
                .toList();
    }

    private static List<Job> jobs(List<Output> outputs) {
        return outputs.stream()
                .filter(Output.Dispatch.class::isInstance)
                .map(output -> ((Output.Dispatch) output).job())
                .toList();
    }

    private static List<Decision.Stop> stops(List<Output> outputs) {
        return decisions(outputs).stream().map(Decision.Stop.class::cast).toList();
    }

    private static List<Decision> decisions(List<Output> outputs) {
        return outputs.stream()
                .filter(Output.Decide.class::isInstance)
                .map(output -> ((Output.Decide) output).decision())
                .toList();
    }
}
