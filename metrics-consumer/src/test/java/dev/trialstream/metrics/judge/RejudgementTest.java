package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejudgementTest {
    private final History history = new History(Studies.study("s", new Asha(1, 2).spec(), 9));

    @Test
    void a_history_leads_to_what_its_judge_has_said(@TempDir Path directory) {
        List<HistoryEvent> events = events();
        List<Decision> said;
        try (JudgeDriver judge = new JudgeDriver(directory)) {
            judge.tell(events);
            said = judge.said();
        }

        List<Decision> follows = Rejudgement.of(events, StoppingRules.onClassPath());

        assertThat(follows).isNotEmpty();
        assertThat(Rejudgement.differences(said, follows, true)).isEmpty();
    }

    @Test
    void what_was_said_otherwise_or_not_at_all_is_a_difference() {
        List<Decision> follows = Rejudgement.of(events(), StoppingRules.onClassPath());
        Decision first = follows.get(0);
        Decision other = new Decision(
                first.id(),
                first.type(),
                "s",
                first.job(),
                1,
                null,
                7,
                first.rule(),
                first.numbers(),
                first.reason(),
                first.cause(),
                first.time());
        List<Decision> changed = new ArrayList<>(follows);
        changed.set(0, other);

        assertThat(Rejudgement.differences(changed, follows, true))
                .containsExactly(new Rejudgement.Difference(first.id(), other, first));
        List<Decision> late = follows.subList(0, follows.size() - 1);
        assertThat(Rejudgement.differences(late, follows, true)).hasSize(1);
        assertThat(Rejudgement.differences(late, follows, false))
                .as("under way")
                .isEmpty();
    }

    private List<HistoryEvent> events() {
        List<HistoryEvent> events = new ArrayList<>(List.of(history.accepted()));
        for (int number = 1; number <= 3; number++) {
            events.addAll(history.running(number));
        }
        events.addAll(List.of(
                history.epoch(1, 1, 0.4),
                history.epoch(2, 1, 0.5),
                history.epoch(3, 1, 0.3),
                history.completed(1, 1),
                history.completed(3, 1),
                history.failed(2),
                history.searched(3)));
        return events;
    }
}
