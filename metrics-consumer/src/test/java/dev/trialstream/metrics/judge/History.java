package dev.trialstream.metrics.judge;

import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Repeat;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Study;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events of one study as its services would write them. Time is fixed but for epochs: epoch n happens at second n. */
final class History {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Study study;

    History(Study study) {
        this.study = study;
    }

    String study() {
        return study.study();
    }

    String trial(int number) {
        return Ids.trial(study(), number);
    }

    HistoryEvent commanded(Command command) {
        return event(new Fact.Commanded(command, "c"));
    }

    HistoryEvent deleted() {
        return event(new Fact.Deleted());
    }

    HistoryEvent lapsed(int number, int attempt, String worker) {
        return event(new Fact.Lapsed(trial(number), attempt, worker));
    }

    /** Trial {@code number} for a client that asked as {@code worker} and owns it at once. */
    HistoryEvent given(int number, int attempt, String worker) {
        return event(new Fact.Dispatched(trial(number), attempt, "external", worker));
    }

    HistoryEvent accepted() {
        return event(new Fact.Accepted(study, Policies.VERSION));
    }

    HistoryEvent acceptedUnder(int policy) {
        return event(new Fact.Accepted(study, policy));
    }

    HistoryEvent policyChanged(int sequence) {
        return event(new Fact.PolicyChanged(Policies.VERSION, sequence));
    }

    HistoryEvent requested(int number) {
        Parameters parameters = new Parameters(Map.of("units", 16 * number));
        return event(new Fact.Requested(trial(number), number, Role.SEARCH, parameters, number, "random"));
    }

    HistoryEvent dispatched(int number, int attempt) {
        return event(new Fact.Dispatched(trial(number), attempt, "cpu"));
    }

    HistoryEvent claimed(int number, int attempt, String worker) {
        return event(new Fact.Claimed(trial(number), attempt, worker));
    }

    /** All that happens before the first epoch of attempt 1 at worker w1. */
    List<HistoryEvent> running(int number) {
        return List.of(requested(number), dispatched(number, 1), claimed(number, 1, "w1"));
    }

    HistoryEvent epoch(int number, int epoch, double error) {
        return epoch(number, 1, "w1", epoch, error);
    }

    HistoryEvent epoch(int number, int attempt, String worker, int epoch, double error) {
        return epoch(number, attempt, worker, epoch, error, trial(number) + "/epoch-" + epoch);
    }

    HistoryEvent restored(int number, int attempt, String worker, int epoch) {
        return event(new Fact.Restored(trial(number), attempt, worker, epoch, ""));
    }

    HistoryEvent epochWithoutCheckpoint(int number, int epoch, double error) {
        return epoch(number, 1, "w1", epoch, error, null);
    }

    private HistoryEvent epoch(
            int number,
            int attempt,
            String worker,
            int epoch,
            double error,
            @org.jspecify.annotations.Nullable String checkpoint) {
        Map<String, Double> metrics = new TreeMap<>(Map.of("validation_error", error));
        Fact fact = new Fact.Epoch(trial(number), attempt, worker, epoch, metrics, 1.5, 700, checkpoint);
        return HistoryEvent.of(study(), START.plusSeconds(epoch), "worker/" + worker, null, fact);
    }

    HistoryEvent completed(int number, int epochs) {
        return event(new Fact.Completed(trial(number), 1, "w1", epochs));
    }

    HistoryEvent stopped(int number, int epochs, Decision.Stop decision) {
        return event(new Fact.Stopped(trial(number), decision.attempt(), "w1", epochs, decision));
    }

    HistoryEvent failed(int number) {
        return event(new Fact.Failed(trial(number), 1, "w1", "loss is not finite"));
    }

    /** An epoch with a standard error. */
    HistoryEvent measured(int number, int epoch, double error, double standardError) {
        Map<String, Double> metrics =
                new TreeMap<>(Map.of("validation_error", error, "validation_error_se", standardError));
        String checkpoint = trial(number) + "/epoch-" + epoch;
        return event(new Fact.Epoch(trial(number), 1, "w1", epoch, metrics, 1.5, 700, checkpoint));
    }

    /** All events of a trial that repeats another one, with these errors. */
    List<HistoryEvent> confirming(int number, int of, double... errors) {
        Parameters parameters = new Parameters(Map.of("units", 16 * of));
        Repeat repeat = new Repeat(trial(of), RowUse.resampled(1), errors.length);
        List<HistoryEvent> events = new ArrayList<>();
        events.add(event(
                new Fact.Requested(trial(number), number, Role.CONFIRM, parameters, number, "promotion", repeat)));
        events.add(dispatched(number, 1));
        events.add(claimed(number, 1, "w1"));
        for (int epoch = 1; epoch <= errors.length; epoch++) {
            events.add(epoch(number, epoch, errors[epoch - 1]));
        }
        return events;
    }

    HistoryEvent searched(int trials) {
        return event(new Fact.Searched(trials, 0));
    }

    HistoryEvent searchedToConfirm(int trials, int seeds) {
        return event(new Fact.Searched(trials, seeds));
    }

    HistoryEvent confirmed(int trials) {
        return event(new Fact.Confirmed(trials));
    }

    HistoryEvent deliveryDispatched(int attempt) {
        return event(new Fact.Dispatched(Ids.deliverJob(study()), attempt, "cpu"));
    }

    HistoryEvent deliveryClaimed(int attempt, String worker) {
        return event(new Fact.Claimed(Ids.deliverJob(study()), attempt, worker));
    }

    HistoryEvent delivered(int attempt, String worker, int number, double testError) {
        return event(new Fact.Delivered(
                Ids.deliverJob(study()),
                attempt,
                worker,
                trial(number),
                Map.of("test_error", testError),
                "models/" + study() + "/" + worker,
                "ab"));
    }

    HistoryEvent ended() {
        return event(new Fact.Ended(StudyState.COMPLETED, ""));
    }

    private HistoryEvent event(Fact fact) {
        return HistoryEvent.of(study(), START, "test", null, fact);
    }
}
