package dev.trialstream.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Origin;
import dev.trialstream.protocol.study.StudyReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndedStudiesTest {
    private static final Origin ORIGIN = new Origin("t", 0, 1);
    private final EndedStudies ended = new EndedStudies();

    @Test
    void all_that_one_still_does_is_to_be_deleted_and_that_once() {
        ended.add("s", false, Set.of(), TopicLayout.CPU);
        Fact delete = new Fact.Commanded(new Command.Delete("s"), "c", ORIGIN);
        Job cleanup = new Job.Cleanup("s.cleanup", "s", 2, List.of(), true);
        assertThat(ended.answer(event(delete)))
                .hasSize(3)
                .contains(new Output.Dispatch(cleanup, TopicLayout.CPU))
                .last()
                .isEqualTo(new Output.Forget("s"));
        assertThat(ended.answer(event(new Fact.Commanded(new Command.Delete("s"), "d", ORIGIN))))
                .isEmpty();
    }

    @Test
    void one_that_was_deleted_before_a_restart_is_not_deleted_again() {
        ended.add("s", false, Set.of(), TopicLayout.CPU);
        ended.replay(event(new Fact.Deleted()));
        assertThat(ended.answer(event(new Fact.Commanded(new Command.Delete("s"), "c", ORIGIN))))
                .isEmpty();
    }

    @Test
    void whatever_else_comes_in_is_turned_down_with_the_reason_and_set_aside() {
        ended.add("s", false, Set.of(), TopicLayout.CPU);
        Fact again = new Fact.Submitted(
                new StudyReader(Policies.onClassPath()).yaml("study: s\ndata: {csv: a.csv, target: y}"), "r", ORIGIN);
        for (Fact fact : List.of(
                again,
                new Fact.Commanded(new Command.Extend("s", 3), "c", ORIGIN),
                new Fact.Malformed("m", "command", "expected one", ORIGIN))) {
            List<Output> outputs = ended.answer(event(fact));
            assertThat(outputs).hasSize(2);
            assertThat(outputs.get(1)).isInstanceOf(Output.SetAside.class);
        }
    }

    @Test
    void what_came_in_while_it_went_on_has_been_answered() {
        Fact begun = new Fact.Submitted(
                new StudyReader(Policies.onClassPath()).yaml("study: s\ndata: {csv: a.csv, target: y}"), "r", ORIGIN);
        Fact stop = new Fact.Commanded(new Command.Stop("s"), "c", ORIGIN);
        ended.add("s", false, Set.of(begun.id("s"), stop.id("s")), TopicLayout.CPU);
        assertThat(ended.answer(event(begun))).isEmpty();
        assertThat(ended.answer(event(stop))).isEmpty();
    }

    @Test
    void who_still_works_for_it_is_fenced() {
        ended.add("s", false, Set.of(), TopicLayout.CPU);
        for (Fact fact : List.of(
                new Fact.Claimed("s.1", 1, "w"), new Fact.Epoch("s.1", 1, "w", 1, Map.of("loss", 1.0), 0, 0, null))) {
            assertThat(ended.answer(event(fact))).singleElement().satisfies(output -> {
                Decision decision = ((Output.Decide) output).decision();
                assertThat(decision)
                        .isInstanceOfSatisfying(
                                Decision.Fence.class,
                                fence -> assertThat(fence.worker()).isEqualTo("w"));
            });
        }
    }

    private static HistoryEvent event(Fact fact) {
        return HistoryEvent.of("s", Instant.EPOCH, "test", null, fact);
    }
}
