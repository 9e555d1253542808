package dev.trialstream.orchestrator.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final StudyPlanner planner = new StudyPlanner("s", Samplers.onClassPath());

    @Test
    void nothing_is_kept_for_confirming_before_there_is_a_result() {
        begin("budget: {trials: 9, epochs: 2, time: 100s}");
        assertThat(expiry(99)).isEmpty();
        assertThat(expiry(100)).contains(new Fact.TimeExpired(false));
    }

    @Test
    void a_command_that_comes_twice_counts_once() {
        begin("budget: {trials: 9, epochs: 2, time: 100s}\npromotion: {confirm: none}");
        command(new Command.Pause("s"), 60);
        HistoryEvent resume = HistoryEvent.of(
                "s", NOON.plusSeconds(70), "test", null, new Fact.Commanded(new Command.Resume("s"), "r"));
        planner.react(resume);
        planner.react(HistoryEvent.of("s", NOON.plusSeconds(90), "test", null, resume.fact()));
        assertThat(expiry(109)).isEmpty();
        assertThat(expiry(110)).contains(new Fact.TimeExpired(false));
    }

    @Test
    void what_is_kept_is_reckoned_from_what_an_epoch_takes() {
        begin("budget: {trials: 9, epochs: 2, time: 1000s, parallel: 1}");
        epochs(16);
        // 16 epochs in 200 s: confirming takes 2 * (5 * 3 + 1) = 32 epochs, 400 s
        assertThat(expiry(200)).isEmpty();
        // 16 epochs in 400 s: 800 s, which is limited to half of the budget
        assertThat(expiry(499)).isEmpty();
        assertThat(expiry(500)).contains(new Fact.TimeExpired(true));
    }

    @Test
    void without_confirmation_the_search_has_all_the_time() {
        begin("budget: {trials: 9, epochs: 2, time: 100s}\npromotion: {confirm: none}");
        assertThat(expiry(99)).isEmpty();
        assertThat(expiry(100)).contains(new Fact.TimeExpired(false));
    }

    @Test
    void the_clock_stands_still_while_the_study_is_paused() {
        begin("budget: {trials: 9, epochs: 2, time: 100s}\npromotion: {confirm: none}");
        command(new Command.Pause("s"), 60);
        assertThat(expiry(10_000)).isEmpty();
        command(new Command.Resume("s"), 10_000);
        assertThat(expiry(10_039)).isEmpty();
        assertThat(expiry(10_040)).contains(new Fact.TimeExpired(false));
    }

    @Test
    void the_clock_stands_still_while_everything_is_dead() {
        begin("budget: {trials: 9, epochs: 2, time: 100s}\npromotion: {confirm: none}");
        react(new Fact.Claimed("s.1", 1, "w"), 60);
        react(new Fact.SlotsGranted(2, 2), 9_000); // checked before it is resumed
        command(new Command.Resume("s"), 10_000);
        assertThat(expiry(10_039)).isEmpty();
        assertThat(expiry(10_040)).contains(new Fact.TimeExpired(false));
    }

    @Test
    void no_budget_is_never_over() {
        begin("budget: {trials: 9}");
        assertThat(expiry(1_000_000)).isEmpty();
    }

    private Optional<Fact> expiry(int second) {
        return TimeBudget.expiry(planner.log(), NOON.plusSeconds(second));
    }

    private void begin(String yaml) {
        react(
                new Fact.Submitted(
                        new StudyReader(Policies.onClassPath())
                                .yaml("study: s\ndata: {csv: a.csv, target: y}\n" + yaml),
                        "r"),
                0);
        react(new Fact.Claimed("s.profile", 1, "w"), 0);
        DataProfile profile = new DataProfile(
                "ab", Task.CLASSIFICATION, 100, 0, List.of(), Map.of("a", 50, "b", 50), 4, 60, 20, 20, null);
        react(new Fact.Profiled("s.profile", 1, "w", profile), 0);
        react(new Fact.SlotsGranted(1, 1), 0);
    }

    /** Two epochs of each trial. */
    private void epochs(int count) {
        for (int trial = 1; trial <= count / 2; trial++) {
            String id = "s." + trial;
            react(new Fact.Claimed(id, 1, "w"), 0);
            react(new Fact.Epoch(id, 1, "w", 1, Map.of("validation_error", 0.5), 1, 1, "c"), 0);
            react(new Fact.Epoch(id, 1, "w", 2, Map.of("validation_error", 0.5), 1, 1, "c"), 0);
            react(new Fact.Completed(id, 1, "w", 2), 0);
        }
        assertThat(planner.log().epochs()).isEqualTo(count);
    }

    private void command(Command command, int second) {
        react(new Fact.Commanded(command, command.getClass().getSimpleName() + "-" + second), second);
    }

    private void react(Fact fact, int second) {
        planner.react(HistoryEvent.of("s", NOON.plusSeconds(second), "test", null, fact));
    }
}
