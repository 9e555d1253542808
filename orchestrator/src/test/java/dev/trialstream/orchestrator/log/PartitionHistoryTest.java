package dev.trialstream.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.PoolMessage.Held;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition's owner dies and another takes over, at every point of a study's life. */
class PartitionHistoryTest {
    private static final Pool POOL = new Pool(0, 2, 2, Map.of(), Set.of());
    private static final Map<String, Integer> SHARES = Map.of("s", 2);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void an_owner_that_takes_over_at_any_point_goes_on_as_if_nothing_had_happened(long seed) {
        List<Fact> undisturbed = facts(life(new Random(seed), 0));
        List<Fact> disturbed = facts(life(new Random(seed), 0.3));
        assertThat(disturbed).containsExactlyElementsOf(undisturbed);
        assertThat(undisturbed).anyMatch(Fact.Ended.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void an_owner_that_takes_over_without_a_committed_offset_goes_on_as_if_nothing_had_happened(long seed) {
        List<Fact> undisturbed = facts(life(new Random(seed), 0));
        Log log = life(new Random(seed), 0.3, 0);
        assertThat(facts(log)).containsExactlyElementsOf(undisturbed);
    }

    @Test
    void a_lost_offset_repeats_no_answers_to_what_has_been_answered() {
        Log log = life(new Random(1), 0);
        for (int fences = 0; fences < 1000; fences++) {
            log.events.add(
                    5,
                    event(new Fact.Epoch("s.1", 1, "x" + fences, 1, Map.of("validation_error", 0.1), 1, 1, "stale")));
        }
        PartitionHistory owner = new PartitionHistory(Samplers.onClassPath(), any -> true, 0);
        for (int offset = 0; offset < log.events.size(); offset++) {
            assertThat(owner.take(offset, log.events.get(offset))).isEmpty();
        }
        assertThat(owner.goLive()).isEmpty();
    }

    @Test
    void a_backlog_is_answered_in_order_a_bounded_number_of_inputs_at_a_time() {
        PartitionHistory whole = new PartitionHistory(Samplers.onClassPath(), any -> true, 0);
        PartitionHistory bounded = new PartitionHistory(Samplers.onClassPath(), any -> true, 0);
        for (int i = 0; i < 50; i++) {
            whole.take(i, submitted("s" + i));
            bounded.take(i, submitted("s" + i));
        }
        List<Output> expected = whole.goLive();
        bounded.beginLive();
        List<Output> answered = new ArrayList<>(bounded.answerKept(20));
        assertThat(bounded.answeredTo(50)).isEqualTo(20);
        assertThat(bounded.take(50, submitted("late")))
                .as("its turn comes after the backlog")
                .isEmpty();
        answered.addAll(bounded.answerKept(20));
        assertThat(bounded.answeredTo(51)).isEqualTo(40);
        answered.addAll(bounded.answerKept(10));
        assertThat(answered).isEqualTo(expected);
        assertThat(bounded.answeredTo(51)).isEqualTo(50);
        assertThat(bounded.answerKept(20)).isNotEmpty();
        assertThat(bounded.answeredTo(51)).isEqualTo(51);
    }

    @Test
    void a_study_is_not_observed_before_its_backlog_is_answered() {
        Log log = new Log();
        PartitionHistory before = owner(log);
        log.append(submitted("s"));
        feed(before, log);
        PartitionHistory owner = new PartitionHistory(Samplers.onClassPath(), any -> true, log.committed);
        for (int offset = 0; offset < log.events.size(); offset++) {
            owner.take(offset, log.events.get(offset));
        }
        owner.take(log.events.size(), event(new Fact.Claimed("s.profile", 1, "w")));
        owner.beginLive();
        Pool full = new Pool(100, 2, 0, Map.of("w", Set.of(new Held("s.profile", 1))), Set.of());
        assertThat(owner.observe(full, SHARES, NOON)).isEmpty();
        owner.answerKept(1);
        Pool without = new Pool(100, 2, 2, Map.of(), Set.of("w"));
        assertThat(owner.observe(without, SHARES, NOON))
                .extracting(HistoryEvent::fact)
                .containsExactly(new Fact.Lapsed("s.profile", 1, "w"));
    }

    @Test
    void studies_out_of_scope_are_followed_and_not_answered() {
        PartitionHistory history = new PartitionHistory(Samplers.onClassPath(), "other"::equals, 0);
        history.goLive();
        assertThat(history.take(0, submitted("s"))).isEmpty();
    }

    @Test
    void a_request_for_a_study_that_does_not_exist_is_turned_down_once_and_does_not_stand_in_its_way() {
        PartitionHistory history = new PartitionHistory(Samplers.onClassPath(), any -> true, 0);
        history.goLive();
        HistoryEvent early = event(new Fact.Commanded(new Command.Pause("s"), "early"));
        assertThat(history.take(0, early)).first().satisfies(PartitionHistoryTest::refuses);
        assertThat(history.take(1, early)).isEmpty();
        assertThat(history.take(2, submitted("s"))).isNotEmpty().noneSatisfy(PartitionHistoryTest::refuses);
    }

    @Test
    void a_submission_that_comes_again_after_the_end_is_done_already() {
        Log log = life(new Random(1), 0);
        PartitionHistory history = owner(log);
        feed(history, log);
        HistoryEvent first = log.events.get(0);
        assertThat(first.fact()).isInstanceOf(Fact.Submitted.class);
        assertThat(history.take(log.events.size(), first)).isEmpty();
    }

    @Test
    void a_worker_that_is_gone_loses_its_jobs_once_and_they_are_dispatched_again() {
        Log log = new Log();
        PartitionHistory history = owner(log);
        log.append(submitted("s"));
        feed(history, log);
        log.append(event(new Fact.Claimed("s.profile", 1, "w")));
        feed(history, log);
        Pool without = new Pool(9, 2, 2, Map.of(), Set.of("w"));

        List<HistoryEvent> inputs = history.observe(without, SHARES, NOON);
        assertThat(inputs).extracting(HistoryEvent::fact).containsExactly(new Fact.Lapsed("s.profile", 1, "w"));
        assertThat(history.observe(without, SHARES, NOON)).isEmpty();

        inputs.forEach(log::append);
        feed(history, log);
        assertThat(log.events).extracting(HistoryEvent::fact).contains(new Fact.Dispatched("s.profile", 2, "cpu"));
    }

    @Test
    void a_study_that_was_brought_in_draws_no_answers_whoever_reads_it_and_how_far() {
        List<HistoryEvent> whole = life(new Random(1), 0).events;
        for (int read = 1; read <= whole.size(); read++) {
            PartitionHistory before = new PartitionHistory(Samplers.onClassPath(), any -> true, 0);
            whole.subList(0, read).forEach(before::follow);
            assertThat(before.goLive()).isEmpty();
            whole.subList(read, whole.size()).forEach(before::follow);
            assertThat(before.observe(POOL, SHARES, NOON.plusSeconds(3600))).isEmpty();
        }
    }

    @Test
    void a_study_that_was_brought_in_refuses_what_one_that_ended_here_refuses_and_can_be_deleted() {
        PartitionHistory history = new PartitionHistory(Samplers.onClassPath(), any -> true, 0);
        history.goLive();
        history.take(0, event(new Fact.Commanded(new Command.Stop("s"), "too early")));
        life(new Random(1), 0).events.forEach(history::follow);
        assertThat(history.take(1, submitted("s"))).first().satisfies(PartitionHistoryTest::refuses);
        assertThat(history.take(2, event(new Fact.Commanded(new Command.Pause("s"), "p"))))
                .first()
                .satisfies(PartitionHistoryTest::refuses);
        assertThat(history.take(3, event(new Fact.Commanded(new Command.Delete("s"), "d"))))
                .contains(new Output.Forget("s"));
    }

    @Test
    void a_study_that_has_begun_here_goes_on_whatever_is_brought_in_under_its_name() {
        PartitionHistory history = new PartitionHistory(Samplers.onClassPath(), any -> true, 0);
        history.goLive();
        history.take(0, submitted("s"));
        life(new Random(1), 0).events.forEach(history::follow);
        assertThat(history.take(1, event(new Fact.Claimed("s.profile", 1, "w"))))
                .isNotEmpty();
        assertThat(history.take(2, event(profiled()))).isNotEmpty();
    }

    private static void refuses(Output output) {
        assertThat(output)
                .isInstanceOfSatisfying(
                        Output.Append.class,
                        append -> assertThat(append.event().fact()).isInstanceOf(Fact.Rejected.class));
    }

    @Test
    void slots_and_time_are_told_once() {
        Log log = new Log();
        PartitionHistory history = owner(log);
        log.append(submitted("s"));
        feed(history, log);
        log.append(event(new Fact.Claimed("s.profile", 1, "w")));
        log.append(event(profiled()));
        feed(history, log);
        assertThat(history.observe(POOL, SHARES, NOON))
                .singleElement()
                .satisfies(input -> assertThat(input.fact()).isEqualTo(new Fact.SlotsGranted(2, 1)));
        assertThat(history.observe(POOL, SHARES, NOON)).isEmpty();
        log.append(event(new Fact.SlotsGranted(2, 1)));
        feed(history, log);
        log.append(event(new Fact.Claimed("s.1", 1, "w")));
        feed(history, log);
        assertThat(history.observe(POOL, SHARES, NOON.plusSeconds(61)))
                .as("nobody is at work: it waits to be resumed")
                .isEmpty();
        Pool atWork = new Pool(0, 2, 1, Map.of("w", Set.of(new Held("s.1", 1))), Set.of());
        assertThat(history.observe(atWork, SHARES, NOON.plusSeconds(61)))
                .extracting(HistoryEvent::fact)
                .containsExactly(new Fact.TimeExpired(false));
        assertThat(history.observe(atWork, SHARES, NOON.plusSeconds(62))).isEmpty();
    }

    /**
     * Runs a study of three trials to its end over a log in memory. Before each batch of inputs the owner dies with the
     * given probability; its answers are in the log, and the next owner answers the rest.
     */
    private static Log life(Random random, double deathRate) {
        return life(random, deathRate, Long.MAX_VALUE);
    }

    /** @param most of the committed offset that the next owner knows */
    private static Log life(Random random, double deathRate, long most) {
        Log log = new Log();
        log.most = most;
        PartitionHistory history = owner(log);
        Random deaths = new Random(random.nextLong());
        for (List<HistoryEvent> inputs : script()) {
            int next = 0;
            while (next < inputs.size()) {
                int end = Math.min(inputs.size(), next + 1 + random.nextInt(3));
                inputs.subList(next, end).forEach(log::append);
                next = end;
                if (deaths.nextDouble() < deathRate) {
                    history = owner(log);
                }
                feed(history, log);
            }
        }
        return log;
    }

    /** Inputs in groups; the first of a group follows from answers to the group before. */
    private static List<List<HistoryEvent>> script() {
        List<List<HistoryEvent>> script = new ArrayList<>();
        script.add(List.of(submitted("s")));
        script.add(List.of(event(new Fact.Claimed("s.profile", 1, "w")), event(profiled())));
        script.add(List.of(event(new Fact.SlotsGranted(1, 1))));
        for (int trial = 1; trial <= 3; trial++) {
            script.addAll(trained(trial));
        }
        script.add(List.of(event(
                new Fact.Nominated(new Decision.Confirm("d1", "s", "s.1", 2, grounds(Map.of()), List.of("s.1"))))));
        for (int trial = 4; trial <= 6; trial++) {
            script.addAll(trained(trial));
        }
        script.add(List.of(event(new Fact.Promoted(
                new Decision.Promote("d2", "s", "s.1", 2, 1, grounds(Map.of("refit_epochs", 1.0)))))));
        script.addAll(trained(7));
        script.add(List.of(
                event(new Fact.Claimed("s.deliver", 1, "w")),
                event(new Fact.Delivered("s.deliver", 1, "w", "s.1", Map.of(), "m", "ab"))));
        return script;
    }

    /** A worker that falls silent, one that comes too late, and one that trains the trial to its end. */
    private static List<List<HistoryEvent>> trained(int trial) {
        String id = "s." + trial;
        return List.of(
                List.of(event(new Fact.Claimed(id, 1, "lost")), event(new Fact.Lapsed(id, 1, "lost"))),
                List.of(
                        event(new Fact.Claimed(id, 2, "w")),
                        event(new Fact.Claimed(id, 2, "late")),
                        event(new Fact.Epoch(id, 1, "lost", 1, Map.of("validation_error", 0.1), 1, 1, "stale")),
                        event(new Fact.Epoch(id, 2, "w", 1, Map.of("validation_error", 0.5), 1, 1, "c")),
                        event(new Fact.Completed(id, 2, "w", 1))));
    }

    private static Grounds grounds(Map<String, Double> numbers) {
        return new Grounds("best", numbers, "won", "e", NOON);
    }

    /** A new owner: reads the log to its end, then answers the unanswered inputs. */
    private static PartitionHistory owner(Log log) {
        PartitionHistory history =
                new PartitionHistory(Samplers.onClassPath(), "s"::equals, Math.min(log.most, log.committed));
        List<Output> outputs = new ArrayList<>();
        for (int offset = 0; offset < log.events.size(); offset++) {
            outputs.addAll(history.take(offset, log.events.get(offset)));
        }
        log.read = log.events.size();
        outputs.addAll(history.goLive());
        log.commit(outputs);
        return history;
    }

    private static void feed(PartitionHistory history, Log log) {
        while (log.read < log.events.size()) {
            List<Output> outputs = new ArrayList<>();
            int end = log.events.size();
            for (int offset = log.read; offset < end; offset++) {
                outputs.addAll(history.take(offset, log.events.get(offset)));
            }
            log.read = end;
            log.commit(outputs);
        }
    }

    private static List<Fact> facts(Log log) {
        return log.events.stream()
                .map(HistoryEvent::fact)
                .filter(Fact.Derived.class::isInstance)
                .toList();
    }

    private static HistoryEvent submitted(String study) {
        var request = new StudyReader(Policies.onClassPath())
                .yaml("study: " + study
                        + "\ndata: {csv: a.csv, target: y}\nbudget: {trials: 3, epochs: 1, time: 60s}\n");
        return HistoryEvent.of(study, NOON, "test", null, new Fact.Submitted(request, "record-1"));
    }

    private static Fact profiled() {
        return new Fact.Profiled(
                "s.profile",
                1,
                "w",
                new DataProfile(
                        "ab", Task.CLASSIFICATION, 100, 0, List.of(), Map.of("a", 50, "b", 50), 4, 60, 20, 20, null));
    }

    private static HistoryEvent event(Fact fact) {
        return HistoryEvent.of("s", NOON, "test", null, fact);
    }

    /** A log whose answers and offset are written together. */
    private static final class Log {
        private final List<HistoryEvent> events = new ArrayList<>();
        private int read;
        private long committed;
        private long most = Long.MAX_VALUE;

        void append(HistoryEvent event) {
            events.add(event);
        }

        void commit(List<Output> outputs) {
            if (outputs.isEmpty()) {
                return;
            }
            outputs.stream()
                    .filter(Output.Append.class::isInstance)
                    .forEach(output -> events.add(((Output.Append) output).event()));
            committed = read;
        }
    }
}
