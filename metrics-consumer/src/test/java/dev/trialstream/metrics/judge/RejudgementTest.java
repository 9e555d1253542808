package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
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

        Rejudgement.Findings found = Rejudgement.of(events, said, StoppingRules.onClassPath());

        assertThat(found.follows()).isNotEmpty();
        assertThat(found.taken()).isEmpty();
        assertThat(Rejudgement.differences(said, found, any -> true)).isEmpty();
    }

    @Test
    void what_was_said_otherwise_or_not_at_all_is_a_difference() {
        Rejudgement.Findings found = Rejudgement.of(events(), List.of(), StoppingRules.onClassPath());
        List<Decision> follows = found.follows();
        Decision.AtEpoch first = (Decision.AtEpoch) follows.get(0);
        Decision other = new Decision.Stop(first.id(), "s", first.job(), 1, 7, first.grounds());
        List<Decision> changed = new ArrayList<>(follows);
        changed.set(0, other);

        assertThat(Rejudgement.differences(changed, found, any -> true))
                .containsExactly(new Rejudgement.Difference(first.id(), other, first));
        List<Decision> late = follows.subList(0, follows.size() - 1);
        assertThat(Rejudgement.differences(late, found, any -> true)).hasSize(1);
        assertThat(Rejudgement.differences(late, found, any -> false))
                .as("under way")
                .isEmpty();
    }

    /** Trial 3 is stopped at the first rung under the earlier policy, and trial 4 under today's. */
    @Test
    void before_another_policy_takes_over_decisions_are_those_of_the_log(@TempDir Path directory) {
        List<HistoryEvent> before = new ArrayList<>(List.of(history.acceptedUnder(1)));
        for (int number = 1; number <= 4; number++) {
            before.addAll(history.running(number));
        }
        HistoryEvent rung = history.epoch(3, 1, 0.5);
        before.addAll(List.of(history.epoch(1, 1, 0.3), history.epoch(2, 1, 0.2), rung));
        List<HistoryEvent> events = new ArrayList<>(before);
        events.addAll(List.of(history.policyChanged(1), history.epoch(4, 1, 0.6)));
        Decision stop = Rejudgement.of(underToday(before), List.of(), StoppingRules.onClassPath())
                .follows()
                .get(0);

        try (JudgeDriver judge = new JudgeDriver(directory)) {
            judge.tell(before);
            assertThat(judge.said()).isEmpty();
            judge.tell(events.subList(before.size(), events.size()));
            assertThat(judge.said()).extracting(Decision::job).containsExactly("s.4");
        }
        assertThat(stop.cause()).isEqualTo(rung.id());
        Rejudgement.Findings found = Rejudgement.of(events, List.of(stop), StoppingRules.onClassPath());
        assertThat(found.taken()).containsExactly(stop.id());
        assertThat(found.follows()).extracting(Decision::job).containsExactly("s.4");
    }

    @Test
    void what_was_asked_meanwhile_is_answered_once_this_policy_has_taken_over(@TempDir Path directory) {
        List<HistoryEvent> before = new ArrayList<>(List.of(history.acceptedUnder(1)));
        before.addAll(history.running(1));
        before.addAll(List.of(history.epoch(1, 1, 0.3), history.completed(1, 1), history.searched(1)));
        try (JudgeDriver judge = new JudgeDriver(directory)) {
            judge.tell(before);
            assertThat(judge.said()).isEmpty();
            judge.tell(List.of(history.policyChanged(1)));
            assertThat(judge.said())
                    .extracting(Decision::type, Decision::cause)
                    .containsExactly(tuple(Decision.Type.PROMOTE, "s/searched"));
        }
    }

    /** A restart reads them back. */
    @Test
    void what_is_unanswered_is_kept_whole() {
        for (JudgeStateRecord entry : List.of(
                new JudgeStateRecord.Unanswered(history.searched(3)),
                new JudgeStateRecord.Unanswered(null),
                new JudgeStateRecord.Accepted(Studies.study("s", new Asha(1, 2).spec(), 9), null))) {
            assertThat(Messages.read(Messages.write(entry), JudgeStateRecord.class))
                    .isEqualTo(entry);
        }
    }

    private List<HistoryEvent> underToday(List<HistoryEvent> events) {
        List<HistoryEvent> today = new ArrayList<>(events);
        today.set(0, history.accepted());
        return today;
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
