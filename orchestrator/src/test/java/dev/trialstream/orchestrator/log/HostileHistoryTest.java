package dev.trialstream.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.contracts.HostileHistory;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.study.Incoming;
import dev.trialstream.protocol.study.IncomingReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in the history of a study, the planner answers the others, and a new owner can take over. */
class HostileHistoryTest {
    private static final Pool POOL = new Pool(0, 8, 8, Map.of(), Set.of());
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int STUDIES = Integer.getInteger("hostile.studies", 40);
    private static final int EVENTS = Integer.getInteger("hostile.events", 25);

    private final List<HistoryEvent> log = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_event_of_one_study_stops_another(long seed) {
        HostileHistory hostile = new HostileHistory(seed);
        PartitionHistory owner = owner();
        owner.goLive();
        for (int i = 1; i <= STUDIES; i++) {
            String study = "h" + i;
            hostile.request(study).ifPresent(request -> submit(owner, study, request));
            for (int j = 0; j < EVENTS; j++) {
                say(owner, hostile.event(study));
            }
            observe(owner);
            assertThat(works(owner, "good" + i))
                    .as("a good study after %s", study)
                    .isTrue();
        }
        assertThat(hostile.refused()).isPositive();

        PartitionHistory next = owner();
        for (int offset = 0; offset < log.size(); offset++) {
            next.take(offset, log.get(offset));
        }
        next.goLive();
        assertThat(works(next, "after")).isTrue();
    }

    private static PartitionHistory owner() {
        return new PartitionHistory(Samplers.onClassPath(), any -> true, Long.MAX_VALUE);
    }

    private void observe(PartitionHistory owner) {
        for (long hours : new long[] {0, 20, 1_000_000}) {
            owner.observe(POOL, Map.of(), NOON.plus(Duration.ofHours(hours))).forEach(input -> say(owner, input));
        }
    }

    /** A study that is asked for a trial, tells an epoch and is done. */
    private boolean works(PartitionHistory owner, String study) {
        int before = log.size();
        byte[] request = ("{\"study\": \"" + study
                        + "\", \"trainer\": {\"type\": \"external\"}, \"objective\": {\"metric\":"
                        + " \"loss\"}, \"budget\": {\"trials\": 1}, \"space\": {\"x\": {\"type\": \"boolean\"}}}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        submit(owner, study, request);
        say(owner, HistoryEvent.of(study, NOON, "test", null, new Fact.Asked("a", true)));
        return log.subList(before, log.size()).stream()
                .anyMatch(event -> event.study().equals(study) && event.fact() instanceof Fact.Dispatched);
    }

    private void submit(PartitionHistory owner, String study, byte[] request) {
        if (new IncomingReader(Policies.onClassPath()).study(request) instanceof Incoming.NewStudy asked) {
            say(owner, HistoryEvent.of(study, NOON, "test", null, new Fact.Submitted(asked.request(), "r")));
        }
    }

    /** As it goes by way of the log: every answer is written, and read again. */
    private void say(PartitionHistory owner, HistoryEvent event) {
        Deque<HistoryEvent> due = new ArrayDeque<>(List.of(event));
        int most = log.size() + 20_000;
        while (!due.isEmpty() && log.size() < most) {
            HistoryEvent next = Messages.readEvent(Messages.write(due.remove()));
            log.add(next);
            if (owner.isToBeBuiltAnewFor(next)) {
                continue;
            }
            for (Output output : owner.take(log.size(), next)) {
                if (output instanceof Output.Append append) {
                    due.add(append.event());
                }
            }
        }
        assertThat(log.size()).as("answers to %s", event).isLessThan(most);
    }
}
