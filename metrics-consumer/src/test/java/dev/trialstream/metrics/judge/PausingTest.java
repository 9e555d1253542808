package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.AshaPromote;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.StoppingSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that pauses trials at rungs and lets them go on later. */
class PausingTest {
    private final History history = new History(Studies.study("s", new AshaPromote(1, 2).spec(), 9));

    @TempDir
    private Path directory;

    private JudgeDriver judge;

    @BeforeEach
    void begin() {
        judge = new JudgeDriver(directory);
        judge.tell(history.accepted());
        for (int number = 1; number <= 3; number++) {
            judge.tell(history.running(number));
        }
    }

    @AfterEach
    void end() {
        judge.close();
    }

    @Test
    void a_paused_trial_goes_on_once_a_worse_one_has_come() {
        judge.tell(history.epoch(1, 1, 0.5));
        Decision.Pause pause = only(Decision.Pause.class);
        assertThat(pause.job()).isEqualTo("s.1");
        assertThat(pause.epoch()).isEqualTo(1);

        judge.tell(released(1, pause), history.epoch(2, 1, 0.6));

        assertThat(judge.decisions())
                .extracting(it -> it.type() + " " + it.job())
                .containsExactly("PAUSE s.2", "RESUME s.1");
    }

    @Test
    void nobody_is_resumed_who_has_not_let_go_yet() {
        judge.tell(history.epoch(1, 1, 0.5));
        Decision.Pause pause = only(Decision.Pause.class);
        judge.tell(history.epoch(2, 1, 0.6));
        assertThat(only(Decision.Pause.class).job()).isEqualTo("s.2");

        judge.tell(released(1, pause));

        assertThat(only(Decision.Resume.class).job()).isEqualTo("s.1");
    }

    @Test
    void a_worker_that_goes_on_with_a_paused_trial_is_told_again() {
        judge.tell(history.epoch(1, 1, 0.5));
        Decision.Pause pause = only(Decision.Pause.class);

        judge.tell(history.epoch(1, 2, 0.4));

        assertThat(judge.decisions()).containsExactly(pause);
    }

    @Test
    void what_it_trained_past_its_rung_is_shown_only_once_it_goes_on() {
        judge.tell(history.epoch(1, 1, 0.5));
        Decision.Pause pause = only(Decision.Pause.class);
        judge.tell(history.epoch(1, 2, 0.1), released(1, pause));
        judge.decisions();
        assertThat(judge.bests()).extracting(best -> best.value()).containsExactly(0.5);

        judge.tell(history.epoch(2, 1, 0.6));

        // epoch 2 is a rung too, and it is alone there
        assertThat(judge.decisions())
                .extracting(it -> it.type() + " " + it.job() + " at " + ((Decision.AtEpoch) it).epoch())
                .containsExactly("PAUSE s.2 at 1", "PAUSE s.1 at 2");
    }

    @Test
    void with_nothing_left_to_try_the_paused_ones_are_retired() {
        judge.tell(history.epoch(1, 1, 0.5), history.epoch(2, 1, 0.6), history.epoch(3, 1, 0.7));
        List<Decision.Pause> pauses =
                judge.decisions().stream().map(Decision.Pause.class::cast).toList();
        judge.tell(released(1, pauses.get(0)));
        assertThat(only(Decision.Resume.class).job()).isEqualTo("s.1");
        judge.tell(released(2, pauses.get(1)), released(3, pauses.get(2)));

        judge.tell(settling(1));
        assertThat(judge.decisions()).as("s.1 is on its way").isEmpty();

        judge.tell(event(new Fact.Resumed(resume(1))), history.dispatched(1, 2), history.claimed(1, 2, "w2"));
        judge.tell(history.epoch(1, 2, "w2", 2, 0.4));
        Decision.Pause again = only(Decision.Pause.class);
        judge.tell(event(Fact.Released.paused("s.1", 2, "w2", again)), settling(2));

        assertThat(judge.decisions())
                .extracting(it -> it.type() + " " + it.job() + " at " + ((Decision.AtEpoch) it).epoch())
                .containsExactly("RETIRE s.1 at 2", "RETIRE s.2 at 1", "RETIRE s.3 at 1");
    }

    @Test
    void another_rule_that_does_not_pause_lets_all_go_on() {
        judge.tell(history.epoch(1, 1, 0.5));
        judge.tell(released(1, only(Decision.Pause.class)));

        judge.tell(history.commanded(new Command.SetStopping("s", StoppingSpec.NONE)));

        assertThat(only(Decision.Resume.class).rule()).isEqualTo("command");
    }

    @Test
    void who_lets_go_after_the_rule_was_replaced_goes_on_too() {
        judge.tell(history.epoch(1, 1, 0.5));
        Decision.Pause pause = only(Decision.Pause.class);
        judge.tell(history.commanded(new Command.SetStopping("s", StoppingSpec.NONE)));
        assertThat(judge.decisions()).isEmpty();

        judge.tell(released(1, pause));

        assertThat(only(Decision.Resume.class).job()).isEqualTo("s.1");
    }

    @Test
    void a_restart_remembers_who_is_paused() {
        judge.tell(history.epoch(1, 1, 0.5));
        judge.tell(released(1, only(Decision.Pause.class)));

        judge = judge.restarted();
        judge.tell(history.epoch(2, 1, 0.6));

        assertThat(judge.decisions())
                .extracting(it -> it.type() + " " + it.job())
                .containsExactly("PAUSE s.2", "RESUME s.1");
    }

    private <D extends Decision> D only(Class<D> kind) {
        List<Decision> decisions = judge.decisions();
        assertThat(decisions).singleElement().isInstanceOf(kind);
        return kind.cast(decisions.get(0));
    }

    private Decision.Resume resume(int number) {
        return new Decision.Resume(
                "x",
                "s",
                history.trial(number),
                1,
                1,
                new Grounds("asha_promote", java.util.Map.of(), "", "e", History.START));
    }

    private HistoryEvent released(int number, Decision.Pause pause) {
        return event(Fact.Released.paused(history.trial(number), 1, "w1", pause));
    }

    private HistoryEvent settling(int sequence) {
        return event(new Fact.Settling(sequence));
    }

    private static HistoryEvent event(Fact fact) {
        return HistoryEvent.of("s", History.START, "test", null, fact);
    }
}
