package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.contracts.HostileHistory;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.StoppingSpec;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in the history of a study, the judge judges the others, and writes nothing that cannot be read. */
class HostileHistoryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int STUDIES = Integer.getInteger("hostile.studies", 40);
    private static final int EVENTS = Integer.getInteger("hostile.events", 40);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_event_of_one_study_stops_another(long seed) {
        HostileHistory hostile = new HostileHistory(seed);
        LocalJudge judge = new LocalJudge(StoppingRules.onClassPath());
        int judged = 0;
        for (int i = 1; i <= STUDIES; i++) {
            String study = "h" + i;
            for (int j = 0; j < EVENTS; j++) {
                judged += judged(judge, hostile.event(study)) ? 1 : 0;
            }
            assertThat(works(judge, "good" + i))
                    .as("a good study after %s", study)
                    .isTrue();
        }
        assertThat(judged).isGreaterThan(STUDIES * EVENTS / 2);
    }

    /** False where the event makes no sense to the judge, which then skips it. */
    private static boolean judged(LocalJudge judge, HistoryEvent event) {
        try {
            LocalJudge.Conclusions conclusions = judge.judge(event);
            conclusions.decisions().forEach(each -> Messages.write(each));
            conclusions.bests().forEach(each -> Messages.write(each));
            return true;
        } catch (IllegalArgumentException makesNoSense) {
            return false;
        }
    }

    private static boolean works(LocalJudge judge, String study) {
        Fact accepted = new Fact.Accepted(Studies.study(study, StoppingSpec.NONE, 3), Policies.VERSION);
        Fact requested =
                new Fact.Requested(study + ".1", 1, Role.SEARCH, new Parameters(Map.of("units", 8)), 1, "random");
        Fact epoch = new Fact.Epoch(study + ".1", 1, "w", 1, Map.of("validation_error", 0.5), 1, 1, "c");
        Fact completed = new Fact.Completed(study + ".1", 1, "w", 1);
        return Stream.of(
                        accepted,
                        requested,
                        new Fact.Dispatched(study + ".1", 1, "cpu"),
                        new Fact.Claimed(study + ".1", 1, "w"),
                        epoch,
                        completed)
                .map(fact -> judge.judge(HistoryEvent.of(study, NOON, "test", null, fact)))
                .anyMatch(conclusions -> !conclusions.bests().isEmpty());
    }
}
