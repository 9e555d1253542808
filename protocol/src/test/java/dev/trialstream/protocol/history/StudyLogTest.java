package dev.trialstream.protocol.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyLogTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final StudyLog log = new StudyLog("s");

    @Test
    void the_first_claim_of_the_newest_attempt_owns_a_trial() {
        request();
        dispatch(1);
        assertThat(apply(new Fact.Claimed("s.1", 1, "a"))).isTrue();
        assertThat(apply(new Fact.Claimed("s.1", 1, "b"))).isFalse();
        assertThat(owner()).isEqualTo("a");

        dispatch(2);
        assertThat(owner()).isNull();
        assertThat(apply(new Fact.Claimed("s.1", 1, "c"))).isFalse();
        assertThat(apply(new Fact.Claimed("s.1", 2, "b"))).isTrue();
        assertThat(owner()).isEqualTo("b");
    }

    @Test
    void only_the_owner_is_believed() {
        request();
        dispatch(1);
        apply(new Fact.Claimed("s.1", 1, "a"));
        assertThat(apply(epoch(1, "b", 1))).isFalse();
        assertThat(apply(epoch(1, "a", 1))).isTrue();
        assertThat(apply(epoch(1, "a", 1))).isFalse();
        assertThat(apply(new Fact.Completed("s.1", 1, "b", 27))).isFalse();
        assertThat(trial().state()).isEqualTo(JobLog.State.RUNNING);
        assertThat(trial().curve().lastEpoch()).isEqualTo(1);
    }

    @Test
    void a_stopped_trials_curve_ends_at_its_decision_and_its_overrun_stays_cost() {
        claimed();
        for (int epoch = 1; epoch <= 5; epoch++) {
            apply(epoch(1, "a", epoch));
        }
        apply(new Fact.Stopped("s.1", 1, "a", 5, stop(3)));
        assertThat(trial().state()).isEqualTo(JobLog.State.STOPPED);
        assertThat(trial().curve().lastEpoch()).isEqualTo(3);
        assertThat(log.epochs()).isEqualTo(5);
    }

    @Test
    void epochs_of_a_model_that_is_lost_count_no_longer_once_an_attempt_starts_before_them() {
        claimed();
        for (int epoch = 1; epoch <= 5; epoch++) {
            apply(epoch(1, "a", epoch));
        }
        dispatch(2);
        apply(new Fact.Claimed("s.1", 2, "b"));
        assertThat(trial().curve().lastEpoch()).as("nothing is lost yet").isEqualTo(5);

        assertThat(apply(new Fact.Restored("s.1", 1, "a", 0, ""))).as("stale").isFalse();
        assertThat(apply(new Fact.Restored("s.1", 2, "b", 3, ""))).isTrue();
        assertThat(trial().curve().lastEpoch()).isEqualTo(3);
        apply(epoch(2, "b", 4));
        assertThat(apply(new Fact.Restored("s.1", 2, "b", 0, "late")))
                .as("it has begun to report")
                .isFalse();
        assertThat(trial().curve().lastEpoch()).isEqualTo(4);
        assertThat(log.epochs()).as("the cost stays").isEqualTo(5);
    }

    @Test
    void a_trial_that_gets_no_further_than_before_is_not_forgiven_its_lapses() {
        request();
        for (int attempt = 1; attempt <= 3; attempt++) {
            dispatch(attempt);
            apply(new Fact.Claimed("s.1", attempt, "w"));
            if (attempt > 1) {
                apply(new Fact.Restored("s.1", attempt, "w", 0, ""));
            }
            apply(epoch(attempt, "w", 1));
            apply(epoch(attempt, "w", 2));
            apply(new Fact.Lapsed("s.1", attempt, "w"));
            assertThat(trial().job().lapses()).isEqualTo(attempt);
        }
    }

    @Test
    void nothing_changes_a_trial_that_has_ended() {
        claimed();
        apply(epoch(1, "a", 1));
        apply(new Fact.Completed("s.1", 1, "a", 1));
        assertThat(apply(new Fact.Stopped("s.1", 1, "a", 1, stop(1)))).isFalse();
        assertThat(apply(epoch(1, "a", 2))).isFalse();
        assertThat(apply(new Fact.Dispatched("s.1", 2, "cpu"))).isFalse();
        assertThat(trial().state()).isEqualTo(JobLog.State.COMPLETED);
    }

    @Test
    void what_is_said_of_an_unknown_trial_changes_nothing() {
        assertThat(apply(new Fact.Claimed("s.9", 1, "a"))).isFalse();
        assertThat(log.trials()).isEmpty();
    }

    private void claimed() {
        request();
        dispatch(1);
        apply(new Fact.Claimed("s.1", 1, "a"));
    }

    private void request() {
        apply(new Fact.Requested("s.1", 1, Role.SEARCH, Parameters.none(), 1, "random"));
    }

    private void dispatch(int attempt) {
        apply(new Fact.Dispatched("s.1", attempt, "cpu"));
    }

    private static Fact.Epoch epoch(int attempt, String worker, int epoch) {
        return new Fact.Epoch("s.1", attempt, worker, epoch, Map.of("validation_error", 0.5), 1, 1, null);
    }

    private static Decision.Stop stop(int epoch) {
        return new Decision.Stop("d", "s", "s.1", 1, epoch, new Grounds("asha", Map.of(), "weak", "e", NOON));
    }

    private boolean apply(Fact fact) {
        return log.apply(HistoryEvent.of("s", NOON, "test", null, fact));
    }

    private TrialLog trial() {
        return log.trial(1).orElseThrow();
    }

    private String owner() {
        return trial().job().worker();
    }
}
