package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Checks that nothing in a history is lost or duplicated. */
final class Audit {
    private Audit() {}

    /** @param trials of the search, none of which fails */
    static void everythingHappenedOnce(Observer observer, int trials) {
        everythingEndedOnce(observer, trials);
        assertThat(observer.log().trials())
                .filteredOn(trial -> trial.state() == JobLog.State.FAILED)
                .extracting(trial -> trial.trial() + ": " + trial.failure())
                .isEmpty();
    }

    /** @param trials of the search */
    static void everythingEndedOnce(Observer observer, int trials) {
        assertThat(observer.log().trials(Role.SEARCH)).hasSize(trials);
        assertThat(observer.log().trials())
                .filteredOn(trial -> !trial.state().hasEnded())
                .extracting(TrialLog::trial)
                .isEmpty();
        for (TrialLog trial : observer.log().trials()) {
            assertThat(trial.curve().epochs())
                    .as("epochs of " + trial.trial())
                    .extracting(point -> point.epoch())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, trial.curve().lastEpoch())
                                    .boxed()
                                    .toList());
        }
        answersStandOnce(observer.events());
        noAttemptRepeatsAnEpoch(observer);
    }

    /** The orchestrator writes every conclusion in one transaction with the offsets of its causes, so never twice. */
    private static void answersStandOnce(List<HistoryEvent> events) {
        assertThat(events.stream()
                        .filter(event -> event.fact() instanceof Fact.Derived)
                        .map(HistoryEvent::id))
                .doesNotHaveDuplicates();
    }

    /**
     * A reported epoch is durable: the next attempt continues after it. An event that is in the log twice, because the
     * broker had it although the worker was not told so in time, is one event.
     */
    private static void noAttemptRepeatsAnEpoch(Observer observer) {
        Map<String, Integer> reported = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        Map<String, Fact> said = new HashMap<>();
        for (HistoryEvent event : observer.events()) {
            if (event.fact().equals(said.put(event.id(), event.fact()))) {
                continue;
            }
            if (event.fact() instanceof Fact.Dispatched dispatched) {
                owners.put(dispatched.job() + "/" + dispatched.attempt(), "");
            } else if (event.fact() instanceof Fact.Claimed claim) {
                owners.replace(claim.job() + "/" + claim.attempt(), "", claim.worker());
            } else if (event.fact() instanceof Fact.Lapsed lapsed) {
                owners.replace(lapsed.job() + "/" + lapsed.attempt(), "nobody");
            } else if (event.fact() instanceof Fact.Epoch epoch
                    && epoch.worker().equals(owners.get(epoch.job() + "/" + epoch.attempt()))) {
                assertThat(epoch.epoch())
                        .as("epoch of " + event.id())
                        .isEqualTo(reported.getOrDefault(epoch.job(), 0) + 1);
                reported.put(epoch.job(), epoch.epoch());
            }
        }
    }
}
