package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
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
 * From a study of Optuna to the events, decisions and best of a study here. It touches no file and has no clock: the same
 * study gives the same events, ids included.
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
    private final Curves curves;
    private final Span span;

    /** @throws IllegalArgumentException where it cannot be a study here */
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
        this.curves = Curves.of(objective.metric(), trials);
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
        end(events, decisions);
        return new OptunaHistory(study, events, decisions, best(events), new Notes(optuna, space, curves).lines());
    }

    private List<HistoryEvent> beginning(Budget budget) {
        TrainerSpec trainer = TrainerSpec.external(TrainerSpec.HTTP_LEASE);
        SearchSpec search = new SearchSpec("random", 0);
        StudyRequest request = new StudyRequest(
                study,
                null,
                trainer,
                objective,
                space.searched(),
                Parameters.none(),
                search,
                new StoppingSpec.None(),
                new StudyRequest.Limits(budget.trials(), budget.epochs(), null, budget.parallel()),
                List.of(),
                Promotion.NONE,
                List.of());
        Study spec = new Study(
                study,
                null,
                trainer,
                objective,
                space.searched(),
                Parameters.none(),
                search,
                new StoppingSpec.None(),
                budget,
                List.of(),
                Promotion.NONE,
                List.of());
        HistoryEvent submitted = said(span.start(), null, new Fact.Submitted(request, submission));
        return List.of(submitted, said(span.start(), submitted.id(), new Fact.Accepted(spec)));
    }

    /** The winner is promoted as the judge would do it, once the search is over. */
    private void end(List<HistoryEvent> events, List<Decision> decisions) {
        HistoryEvent last = events.get(events.size() - 1);
        List<OptunaStudy.Trial> ranked = Winner.ranked(optuna, objective.direction());
        String name = "the Optuna study " + optuna.name();
        if (ranked.isEmpty()) {
            String reason = "no trial of " + name + " completed with a finite value and held its constraints";
            events.add(said(span.end(), last.id(), new Fact.Ended(StudyState.FAILED, reason)));
            return;
        }
        HistoryEvent searched = said(span.end(), last.id(), new Fact.Searched(trials.size(), 0));
        Decision promotion = promotion(searched, ranked);
        HistoryEvent promoted = said(span.end(), promotion.id(), new Fact.Promoted(promotion));
        decisions.add(promotion);
        events.add(searched);
        events.add(promoted);
        events.add(said(span.end(), promoted.id(), new Fact.Ended(StudyState.COMPLETED, "brought in from " + name)));
    }

    private Decision promotion(HistoryEvent searched, List<OptunaStudy.Trial> ranked) {
        OptunaStudy.Trial winner = ranked.get(0);
        return new Decision(
                searched.id() + "/promote",
                Decision.Type.PROMOTE,
                study,
                TrialFacts.job(study, winner),
                1,
                null,
                curves.epochs(winner).lastKey(),
                TrialFacts.OPTUNA,
                Map.of("value", winner.values().get(0), "candidates", (double) ranked.size()),
                "best trial of the Optuna study " + optuna.name() + ", its number " + winner.number(),
                searched.id(),
                searched.time());
    }

    /** Of the winner; of a study without one, of the trial that stands first. */
    private Optional<Best> best(List<HistoryEvent> events) {
        StudyLog log = new StudyLog(study);
        events.forEach(log::apply);
        Best.Status status = log.promoted().isPresent() ? Best.Status.PROMOTED : Best.Status.CANDIDATE;
        HistoryEvent cause = events.stream()
                .filter(event -> event.fact() instanceof Fact.Searched)
                .findFirst()
                .orElse(events.get(events.size() - 1));
        return log.leader().flatMap(trial -> trial.score(objective).map(score -> best(trial, score, status, cause)));
    }

    private Best best(TrialLog trial, Score score, Best.Status status, HistoryEvent cause) {
        EpochPoint point = trial.curve().at(score.epoch()).orElseThrow();
        return new Best(
                study,
                1,
                status,
                trial.trial(),
                score.value(),
                score.epoch(),
                trial.parameters(),
                new TreeMap<>(point.metrics()),
                null,
                null,
                null,
                null,
                cause.id(),
                cause.time());
    }

    private HistoryEvent said(Instant time, @Nullable String cause, Fact fact) {
        return HistoryEvent.of(study, time, TrialFacts.OPTUNA, cause, fact);
    }
}
