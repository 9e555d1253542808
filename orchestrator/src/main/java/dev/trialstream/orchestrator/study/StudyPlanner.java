package dev.trialstream.orchestrator.study;

import dev.trialstream.orchestrator.search.Samplers;
import dev.trialstream.orchestrator.search.SearchHistory;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Study;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of one study. It takes in the history event by event and answers each input with what follows from
 * it. Everything it does is a function of the events before; the time of an answer is the time of its cause, so that a
 * history planned again is the same to the byte.
 *
 * <p>What follows is found from the state, not from the kind of event: as long as the state asks for a next step, the
 * step is taken and applied. So a study that comes back after a crash goes on by the same code that started it.
 */
public final class StudyPlanner {
    public static final String SOURCE = "orchestrator";

    private final StudyLog log;
    private final Samplers samplers;

    public StudyPlanner(String study, Samplers samplers) {
        this.log = new StudyLog(study);
        this.samplers = samplers;
    }

    public StudyLog log() {
        return log;
    }

    /** Takes in an event that has been answered already. */
    public void replay(HistoryEvent event) {
        log.apply(event);
    }

    /** Takes in an input and answers it. */
    public List<Output> react(HistoryEvent event) {
        boolean news = log.apply(event);
        List<Output> outputs = new ArrayList<>(answerTo(event, news));
        if (!news) {
            return outputs;
        }
        for (Step step = nextStep(event); step != null; step = nextStep(event)) {
            if (!log.apply(step.event())) {
                throw new IllegalStateException(
                        "a step that leads nowhere: " + step.event().id());
            }
            outputs.add(new Output.Append(step.event()));
            if (step.job() != null) {
                outputs.add(new Output.Dispatch(step.job(), TopicLayout.CPU));
            }
        }
        if (changesSummary(event, outputs)) {
            outputs.add(new Output.Summarise(Summaries.of(log, event.time())));
        }
        return outputs;
    }

    /** What the event itself calls for, whatever the state. */
    private List<Output> answerTo(HistoryEvent event, boolean news) {
        Fact fact = event.fact();
        if (fact instanceof Fact.Submitted submitted && !news) {
            return secondSubmission(event, submitted);
        }
        if (fact instanceof Fact.TimeExpired && news) {
            return stopUnfinished(event);
        }
        if (fact instanceof Fact.Claimed || fact instanceof Fact.Epoch) {
            return fenceStale(event, (Fact.FromWorker) fact);
        }
        return List.of();
    }

    private List<Output> secondSubmission(HistoryEvent event, Fact.Submitted again) {
        boolean repeat = log.submitted()
                .map(first -> first.submission().equals(again.submission()))
                .orElse(false);
        if (repeat) {
            return List.of();
        }
        String reason = "a study " + log.study() + " exists already (" + word(log.state()) + "); give it another name";
        return List.of(new Output.Append(event(event, new Fact.Rejected(again.submission(), "study", reason))));
    }

    private List<Output> stopUnfinished(HistoryEvent event) {
        return log.trials().stream()
                .filter(trial -> !trial.state().hasEnded())
                .map(trial -> (Output) new Output.Decide(stop(event, trial)))
                .toList();
    }

    private static Decision stop(HistoryEvent event, TrialLog trial) {
        return new Decision(
                event.id() + "/stop/" + trial.number(),
                Decision.Type.STOP,
                event.study(),
                trial.trial(),
                trial.job().attempt(),
                null,
                trial.curve().lastEpoch(),
                "budget",
                Map.of(),
                "the time budget of the study is used up",
                event.id(),
                event.time());
    }

    /** Whoever speaks of a job without owning it learns that it is another's. */
    private List<Output> fenceStale(HistoryEvent event, Fact.FromWorker said) {
        Optional<JobLog> job = log.job(said.job());
        boolean owner = job.map(
                        j -> j.attempt() == said.attempt() && said.worker().equals(j.worker()))
                .orElse(true);
        if (owner) {
            return List.of();
        }
        JobLog held = job.orElseThrow();
        return List.of(new Output.Decide(new Decision(
                event.id() + "/fence",
                Decision.Type.FENCE,
                event.study(),
                said.job(),
                said.attempt(),
                said.worker(),
                0,
                "ownership",
                Map.of("attempt", (double) held.attempt()),
                "attempt " + held.attempt() + " of " + said.job() + " belongs to " + held.worker(),
                event.id(),
                event.time())));
    }

    /** The next thing to do, or null where the study waits for something to happen. */
    private @Nullable Step nextStep(HistoryEvent cause) {
        if (log.ended().isPresent() || log.submitted().isEmpty()) {
            return null;
        }
        if (log.choreFailure().isPresent()) {
            return end(cause, StudyState.FAILED, log.choreFailure().get().reason());
        }
        if (log.profile().isEmpty()) {
            return log.job(Ids.profileJob(log.study())).isPresent() ? null : profile(cause);
        }
        if (log.spec().isEmpty()) {
            return accept(cause, log.profile().get());
        }
        Study study = log.spec().get();
        if (!log.searched()) {
            return search(cause, study);
        }
        if (log.promoted().isEmpty()) {
            return null;
        }
        if (log.delivered().isEmpty()) {
            return log.job(Ids.deliverJob(log.study())).isPresent() ? null : deliver(cause, study);
        }
        return end(cause, StudyState.COMPLETED, "");
    }

    private Step profile(HistoryEvent cause) {
        String job = Ids.profileJob(log.study());
        return dispatch(
                cause,
                new Job.Profile(
                        job, log.study(), 1, log.submitted().orElseThrow().request()));
    }

    private Step accept(HistoryEvent cause, DataProfile profile) {
        try {
            Study study =
                    Defaults.complete(log.study(), log.submitted().orElseThrow().request(), profile);
            samplers.named(study.search().algorithm());
            return new Step(event(cause, new Fact.Accepted(study)), null);
        } catch (InvalidStudy e) {
            return end(cause, StudyState.FAILED, e.getMessage());
        }
    }

    private @Nullable Step search(HistoryEvent cause, Study study) {
        for (TrialLog trial : log.trials()) {
            if (trial.job().attempt() == 0) {
                return dispatch(cause, train(study, trial));
            }
        }
        long unfinished =
                log.trials().stream().filter(trial -> !trial.state().hasEnded()).count();
        boolean exhausted =
                log.timeExpired() || log.trials().size() >= study.budget().trials();
        if (!exhausted && unfinished < InFlight.wanted(log.slots(), study.budget())) {
            return request(cause, study);
        }
        return exhausted && unfinished == 0 ? finishSearch(cause) : null;
    }

    private Step request(HistoryEvent cause, Study study) {
        int number = log.trials().size() + 1;
        boolean enqueued = number <= study.enqueue().size();
        String sampler = enqueued ? "enqueued" : study.search().algorithm();
        Parameters parameters = enqueued
                ? study.enqueue().get(number - 1)
                : samplers.named(sampler)
                        .suggest(study, SearchHistory.of(log.trials()), number)
                        .parameters();
        long seed = Seeds.derive(study.search().seed(), number, Seeds.Purpose.TRAINING);
        return new Step(
                event(
                        cause,
                        new Fact.Requested(
                                Ids.trial(log.study(), number),
                                number,
                                Role.SEARCH,
                                parameters.orElse(study.fixed()),
                                seed,
                                sampler)),
                null);
    }

    private Step finishSearch(HistoryEvent cause) {
        if (log.ranked().isEmpty()) {
            String first = log.trials().stream()
                    .map(TrialLog::failure)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse("the time budget ended before the first epoch");
            return end(cause, StudyState.FAILED, "no trial gave a result; the first: " + first);
        }
        return new Step(event(cause, new Fact.Searched(log.trials().size())), null);
    }

    private Job train(Study study, TrialLog trial) {
        return new Job.Train(
                trial.trial(),
                log.study(),
                trial.number(),
                trial.job().attempt() + 1,
                trial.role(),
                trial.parameters(),
                trial.seed(),
                study.budget().epochs(),
                study.data(),
                log.profile().orElseThrow().sha256(),
                study.trainer(),
                study.objective());
    }

    private Step deliver(HistoryEvent cause, Study study) {
        Decision won = log.promoted().orElseThrow().decision();
        TrialLog trial = log.trial(Ids.numberOf(won.job())).orElseThrow();
        Optional<String> checkpoint = trial.curve().at(won.epoch()).map(point -> point.checkpoint());
        if (checkpoint.isEmpty()) {
            return end(
                    cause,
                    StudyState.FAILED,
                    "trial " + won.job() + " was promoted at epoch " + won.epoch() + ", which has no checkpoint");
        }
        return dispatch(
                cause,
                new Job.Deliver(
                        Ids.deliverJob(log.study()),
                        log.study(),
                        1,
                        won.job(),
                        checkpoint.get(),
                        trial.parameters(),
                        study.data(),
                        log.profile().orElseThrow().sha256(),
                        study.trainer()));
    }

    private Step dispatch(HistoryEvent cause, Job job) {
        return new Step(event(cause, new Fact.Dispatched(job.job(), job.attempt(), TopicLayout.CPU)), job);
    }

    private Step end(HistoryEvent cause, StudyState state, String reason) {
        return new Step(event(cause, new Fact.Ended(state, reason)), null);
    }

    private HistoryEvent event(HistoryEvent cause, Fact fact) {
        Instant time = cause.time();
        return HistoryEvent.of(log.study(), time, SOURCE, cause.id(), fact);
    }

    private static boolean changesSummary(HistoryEvent event, List<Output> outputs) {
        return !outputs.isEmpty() || !(event.fact() instanceof Fact.Epoch);
    }

    private static String word(StudyState state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** One step: its event, and the job that goes out with it, if any. */
    private record Step(HistoryEvent event, @Nullable Job job) {}
}
