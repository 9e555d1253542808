package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.TrainerSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Converts an Optuna study to the events, decisions and best of a study here. No files and no clock: the same study
 * gives the same events, including their ids.
 */
final class Mapping {
    private static final int SHORT_HASH = 16;

    private final OptunaStudy optuna;
    private final String study;
    private final String submission;
    private final ZoneId zone;
    private final List<OptunaStudy.Trial> trials;
    private final Objective objective;
    private final Space space;
    private final OptunaCurves curves;
    private final Span span;

    /** @throws IllegalArgumentException if it cannot be converted */
    Mapping(OptunaStudy optuna, String study, String sha256, ZoneId zone) {
        this.optuna = optuna;
        this.study = study;
        this.submission = TrialFacts.OPTUNA + "-" + sha256.substring(0, SHORT_HASH);
        this.zone = zone;
        this.objective = Objectives.of(optuna);
        this.trials = optuna.trials().stream()
                .filter(trial -> trial.state() != OptunaStudy.State.WAITING)
                .toList();
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("has no trial that was begun");
        }
        this.space = new Space(trials);
        this.curves = OptunaCurves.of(objective.metric(), trials);
        this.span = Span.of(trials, zone);
    }

    OptunaHistory history() {
        Map<Integer, NavigableMap<Integer, Map<String, Double>>> epochs = new TreeMap<>();
        trials.forEach(trial -> epochs.put(trial.number(), curves.epochs(trial)));
        int longest = epochs.values().stream()
                .filter(it -> !it.isEmpty())
                .mapToInt(NavigableMap::lastKey)
                .max()
                .orElse(1);
        List<HistoryEvent> events = new ArrayList<>(beginning(new Budget(trials.size(), longest, null, trials.size())));
        List<Decision> decisions = new ArrayList<>();
        List<HistoryEvent> told = new ArrayList<>();
        for (OptunaStudy.Trial trial : trials) {
            TrialFacts.Told facts = TrialFacts.of(
                    study,
                    trial,
                    space.of(trial),
                    epochs.getOrDefault(trial.number(), new TreeMap<>()),
                    span.of(trial, zone));
            told.addAll(facts.events());
            Optional.ofNullable(facts.pruning()).ifPresent(decisions::add);
        }
        told.sort(Comparator.comparing(HistoryEvent::time)); // stable: each trial's own events stay in order
        events.addAll(told);
        Ending ending = new Ending(study, optuna, objective, curves, span.end());
        ending.tell(events, decisions, trials.size());
        return new OptunaHistory(
                study, events, decisions, ending.best(events), new Notes(optuna, space, curves).lines());
    }

    private List<HistoryEvent> beginning(Budget budget) {
        TrainerSpec trainer = TrainerSpec.external(TrainerSpec.HTTP_LEASE);
        SearchSpec search = new SearchSpec("random", 0);
        StudyRequest request = StudyRequest.builder(trainer, search)
                .study(study)
                .objective(objective)
                .space(space.searched())
                .stopping(StoppingSpec.NONE)
                .budget(budget.settings())
                .enqueue(List.of())
                .promotion(Promotion.NONE)
                .build();
        Study spec = Study.of(Study.builder(study, trainer, objective, search, StoppingSpec.NONE, budget)
                .space(space.searched())
                .build());
        HistoryEvent submitted = said(span.start(), null, new Fact.Submitted(request, submission));
        return List.of(submitted, said(span.start(), submitted.id(), new Fact.Accepted(spec, Policies.VERSION)));
    }

    private HistoryEvent said(Instant time, @Nullable String cause, Fact fact) {
        return HistoryEvent.of(study, time, TrialFacts.OPTUNA, cause, fact);
    }
}
