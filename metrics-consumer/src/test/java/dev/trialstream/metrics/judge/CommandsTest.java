package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.study.StoppingSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' commands on a study, as far as they concern the judge. */
class CommandsTest {
    private static final Command LENIENT = new Command.SetStopping("s", StoppingSpec.NONE);

    private final History history = new History(Studies.study("s", new Asha(1, 2).spec(), 9));

    @TempDir
    private Path directory;

    private JudgeDriver judge;

    @BeforeEach
    void open() {
        judge = new JudgeDriver(directory);
        judge.tell(history.accepted());
        IntStream.rangeClosed(1, 3).forEach(number -> judge.tell(history.running(number)));
    }

    @AfterEach
    void close() {
        judge.close();
    }

    @Test
    void another_rule_holds_from_then_on_also_after_a_restart() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(2, 1, 0.5));
        assertThat(judge.stops()).containsExactly("s.2");
        judge.tell(history.commanded(LENIENT));
        judge = judge.restarted();
        judge.tell(history.epoch(3, 1, 0.9));
        assertThat(judge.stops()).isEmpty();
    }

    @Test
    void the_best_of_a_deleted_study_is_withdrawn() {
        judge.tell(history.epoch(1, 1, 0.4));
        judge.bests();
        judge.tell(history.deleted());
        assertThat(judge.bestRecords()).singleElement().satisfies(record -> {
            assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("s");
            assertThat(record.value()).isNull();
        });
    }

    @Test
    void whoever_is_given_a_trial_that_was_stopped_learns_of_it_at_once() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(2, 1, 0.5));
        assertThat(judge.stops()).containsExactly("s.2");
        judge.tell(List.of(history.lapsed(2, 1, "w1"), history.given(2, 2, "http/a")));
        assertThat(judge.decisions()).singleElement().satisfies(again -> {
            assertThat(again.job()).isEqualTo("s.2");
            assertThat(again.attempt()).isEqualTo(2);
        });
    }
}
