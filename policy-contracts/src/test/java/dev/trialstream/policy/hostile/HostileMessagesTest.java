package dev.trialstream.policy.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.contracts.GoldenMessages;
import dev.trialstream.policy.contracts.Mutations;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.protocol.message.StudySummary;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.InvalidStudy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a topic has, reading them gives a message or says that they are none. */
class HostileMessagesTest {
    private static final int TRIES = 4000;

    @Test
    void no_value_is_no_message() {
        assertThatThrownBy(() -> Messages.readEvent(null)).isInstanceOf(Messages.UnreadableMessage.class);
        assertThatThrownBy(() -> Messages.read(null, Decision.class)).isInstanceOf(Messages.UnreadableMessage.class);
        assertThatThrownBy(() -> Messages.read("null".getBytes(StandardCharsets.UTF_8), Best.class))
                .isInstanceOf(Messages.UnreadableMessage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type': 'claimed', 'job': 'x', 'attempt': 1, 'worker': 'w'",
                "'type': 'claimed', 'job': 'other.1', 'attempt': 1, 'worker': 'w'",
                "'type': 'claimed', 'job': 's.1', 'attempt': 0, 'worker': 'w'",
                "'type': 'claimed', 'job': 's.99999999999', 'attempt': 1, 'worker': 'w'",
                "'type': 'epoch', 'job': 's.1', 'attempt': 1, 'worker': 'w', 'epoch': 1, 'metrics': null, 'seconds': 1,"
                        + " 'rows_per_second': 1",
                "'type': 'epoch', 'job': 's.1', 'attempt': 1, 'worker': 'w', 'epoch': 1, 'metrics': {'a': null}, 'seconds': 1,"
                        + " 'rows_per_second': 1",
                "'type': 'epoch', 'job': 's.1', 'attempt': 1, 'worker': 'w', 'epoch': 0, 'metrics': {}, 'seconds': 1,"
                        + " 'rows_per_second': 1",
                "'type': 'epoch', 'job': 's.1', 'attempt': 1, 'worker': 'w', 'epoch': 1, 'metrics': {}, 'seconds': 'NaN',"
                        + " 'rows_per_second': 1",
                "'type': 'requested', 'trial': 's.7', 'number': 3, 'role': 'search', 'parameters': {}, 'seed': 1, 'sampler': 'x'",
                "'type': 'failed', 'job': 's.1', 'attempt': 1, 'worker': 'w', 'reason': null",
            })
    void what_no_service_would_write_is_unreadable(String event) {
        String whole = "{'id': 'x', 'study': 's', 'time': '2026-01-01T12:00:00Z', 'source': 'w', " + event + "}";
        assertThatThrownBy(() -> Messages.readEvent(whole.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Messages.UnreadableMessage.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_mutated_event_is_read_or_unreadable_and_the_log_takes_what_is_read(long seed) {
        Random random = new Random(seed);
        List<byte[]> events = GoldenMessages.of("event");
        StudyLog log = new StudyLog("s");
        int read = 0;
        for (int i = 0; i < TRIES; i++) {
            if (i % 200 == 0) {
                log = new StudyLog("s");
                for (byte[] good : events.subList(0, 1 + random.nextInt(events.size()))) {
                    log.apply(Messages.readEvent(good));
                }
            }
            byte[] bytes = Mutations.of(events.get(random.nextInt(events.size())), random);
            HistoryEvent event;
            try {
                event = Messages.readEvent(bytes);
            } catch (Messages.UnreadableMessage unreadable) {
                continue;
            }
            if (event.study().equals("s")) {
                read++;
                log.apply(event);
            }
        }
        assertThat(read).isGreaterThan(TRIES / 20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void every_other_mutated_message_is_read_or_unreadable(long seed) {
        Random random = new Random(seed);
        Map<String, Class<?>> kinds = Map.of(
                "job", Job.class,
                "decision", Decision.class,
                "summary", StudySummary.class,
                "pool", PoolMessage.class,
                "best", Best.class);
        for (Map.Entry<String, Class<?>> kind : kinds.entrySet()) {
            List<byte[]> messages = GoldenMessages.of(kind.getKey());
            for (int i = 0; i < TRIES / 4; i++) {
                byte[] bytes = Mutations.of(messages.get(random.nextInt(messages.size())), random);
                try {
                    assertThat((Object) Messages.read(bytes, kind.getValue())).isNotNull();
                } catch (Messages.UnreadableMessage unreadable) {
                    assertThat(unreadable.getMessage().lines()).hasSize(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_mutated_request_is_read_or_refused_by_name(long seed) {
        Random random = new Random(seed);
        IncomingReader reader = new IncomingReader(Policies.onClassPath());
        List<byte[]> requests = new ArrayList<>(GoldenMessages.of("study"));
        requests.addAll(GoldenMessages.of("command"));
        requests.addAll(GoldenMessages.of("trial-request"));
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = Mutations.of(requests.get(random.nextInt(requests.size())), random);
            for (boolean trial : new boolean[] {false, true}) {
                try {
                    assertThat(trial ? reader.trial(bytes, () -> "fresh") : reader.study(bytes))
                            .isNotNull();
                } catch (InvalidStudy refused) {
                    assertThat(refused.getMessage().lines()).hasSize(1);
                }
            }
        }
    }
}
