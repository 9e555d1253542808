package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The history of one trial. Trial 0 of Optuna is trial 1 here. Optuna stores no times of intermediate values, so epochs
 * are spread evenly over their trial.
 */
final class TrialFacts {
    /** Name of the sampler, worker and pruning rule. */
    static final String OPTUNA = "optuna";

    private static final int ATTEMPT = 1;

    private final String study;
    private final OptunaStudy.Trial trial;
    private final String job;
    private final Span span;
    private final List<HistoryEvent> events = new ArrayList<>();
    private Decision.@Nullable Stop decision;

    private TrialFacts(String study, OptunaStudy.Trial trial, Span span) {
        this.study = study;
        this.trial = trial;
        this.job = job(study, trial);
        this.span = span;
    }

    /**
     * The events, in order.
     *
     * @param pruning the decision that ended it, or null
     */
    record Told(List<HistoryEvent> events, Decision.@Nullable Stop pruning) {}

    static String job(String study, OptunaStudy.Trial trial) {
        return Ids.trial(study, trial.number() + 1);
    }

    /** @param epochs metrics by epoch */
    static Told of(
            String study,
            OptunaStudy.Trial trial,
            Parameters parameters,
            NavigableMap<Integer, Map<String, Double>> epochs,
            Span span) {
        TrialFacts facts = new TrialFacts(study, trial, span);
        facts.begin(parameters);
        facts.train(epochs);
        facts.end(epochs);
        return new Told(facts.events, facts.decision);
    }

    private void begin(Parameters parameters) {
        say(span.start(), new Fact.Requested(job, trial.number() + 1, Role.SEARCH, parameters, 0, OPTUNA));
        say(span.start(), new Fact.Dispatched(job, ATTEMPT, TopicLayout.EXTERNAL, OPTUNA));
    }

    private void train(NavigableMap<Integer, Map<String, Double>> epochs) {
        double seconds = span.length().toMillis() / 1000.0 / Math.max(1, epochs.size());
        int told = 0;
        for (Map.Entry<Integer, Map<String, Double>> epoch : epochs.entrySet()) {
            told++;
            say(
                    span.part(told, epochs.size()),
                    new Fact.Epoch(job, ATTEMPT, OPTUNA, epoch.getKey(), epoch.getValue(), seconds, 0, null));
        }
    }

    private void end(NavigableMap<Integer, Map<String, Double>> epochs) {
        int trained = epochs.isEmpty() ? 0 : epochs.lastKey();
        switch (trial.state()) {
            case COMPLETE -> say(span.end(), new Fact.Completed(job, ATTEMPT, OPTUNA, trained));
            case PRUNED -> {
                Decision.Stop pruned = pruned(epochs, trained);
                decision = pruned;
                say(span.end(), new Fact.Stopped(job, ATTEMPT, OPTUNA, trained, pruned));
            }
            case FAIL -> say(span.end(), new Fact.Failed(job, ATTEMPT, OPTUNA, "failed in Optuna"));
            default ->
                say(
                        span.end(),
                        new Fact.Failed(
                                job, ATTEMPT, OPTUNA, "was still running in Optuna when its file was brought in"));
        }
    }

    private Decision.Stop pruned(NavigableMap<Integer, Map<String, Double>> epochs, int trained) {
        HistoryEvent cause = events.get(events.size() - 1);
        Map<String, Double> numbers = epochs.isEmpty() ? Map.of() : new TreeMap<>(epochs.get(epochs.lastKey()));
        String when = epochs.isEmpty() ? "before it had reported anything" : "after epoch " + trained;
        return new Decision.Stop(
                cause.id() + "/stop",
                study,
                job,
                ATTEMPT,
                trained,
                new Grounds(OPTUNA, numbers, "pruned by Optuna " + when, cause.id(), cause.time()));
    }

    private void say(Instant time, Fact fact) {
        String cause = events.isEmpty() ? study + "/accepted" : null;
        events.add(HistoryEvent.of(study, time, OPTUNA, cause, fact));
    }
}
