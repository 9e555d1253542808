package dev.trialstream.orchestrator.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.orchestrator.search.Samplers;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Walks studies through their lives, a fact at a time. */
class StudyPlannerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final DataProfile PROFILE =
            new DataProfile("ab", Task.CLASSIFICATION, 100, 0, List.of(), Map.of("a", 50, "b", 50), 4, 60, 20, 20);

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
                .containsExactly("enqueued", "enqueued", "random");
        assertThat(((Fact.Requested) facts.get(0)).parameters().integer("layers"))
                .isEqualTo(3);
    }

    @Test
    void a_study_is_searched_promoted_delivered_and_over() {
        begin("budget: {trials: 1}", 1);
        claim("s.1");
        react(epoch("s.1", 1));
        assertThat(facts(react(new Fact.Completed("s.1", 1, "w", 1)))).containsExactly(new Fact.Searched(1));

        List<Output> promoted = react(new Fact.Promoted(decision(Decision.Type.PROMOTE, "s.1", 1)));
        assertThat(jobs(promoted)).singleElement().satisfies(job -> {
            assertThat(job).isInstanceOf(Job.Deliver.class);
            assertThat(((Job.Deliver) job).checkpoint()).isEqualTo("c1");
        });

        claim("s.deliver");
        assertThat(facts(react(new Fact.Delivered("s.deliver", 1, "w", "s.1", Map.of(), "m"))))
                .containsExactly(new Fact.Ended(StudyState.COMPLETED, ""));
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
        List<Decision> stops = decisions(react(new Fact.TimeExpired()));
        assertThat(stops).extracting(Decision::job).containsExactly("s.1", "s.2");
        assertThat(stops).extracting(Decision::epoch).containsExactly(1, 0);

        claim("s.2");
        assertThat(react(new Fact.Stopped("s.1", 1, "w", 1, stops.get(0))))
                .noneMatch(output -> output instanceof Output.Dispatch);
        assertThat(facts(react(new Fact.Stopped("s.2", 1, "w", 0, stops.get(1)))))
                .containsExactly(new Fact.Searched(2));
    }

    @Test
    void a_second_claim_is_fenced_and_changes_nothing() {
        begin("", 1);
        claim("s.1");
        List<Output> outputs = react(new Fact.Claimed("s.1", 1, "late"));
        assertThat(decisions(outputs)).singleElement().satisfies(fence -> {
            assertThat(fence.type()).isEqualTo(Decision.Type.FENCE);
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
        inputs.add(event(new Fact.Promoted(decision(Decision.Type.PROMOTE, "s.2", 1))));
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
        return event(new Fact.Submitted(StudyReader.yaml("study: s\ndata: {csv: a.csv, target: y}\n" + yaml), record));
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

    private static Decision decision(Decision.Type type, String trial, int epoch) {
        return new Decision("d", type, "s", trial, 1, null, epoch, "best", Map.of(), "won", "e", NOON);
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

    private static List<Decision> decisions(List<Output> outputs) {
        return outputs.stream()
                .filter(Output.Decide.class::isInstance)
                .map(output -> ((Output.Decide) output).decision())
                .toList();
    }
}
