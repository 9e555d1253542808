package dev.trialstream.orchestrator.study;

import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of one study. It applies the history event by event and answers each input with its consequences.
 * Everything is a function of the earlier events. The time of an answer is the time of its cause, so planning a history
 * again gives the same bytes.
 *
 * <p>Consequences follow from the state, not from the kind of event: while the state calls for a next step, the step is
 * taken and applied. So a study that comes back after a crash continues by the same code that started it.
 */
public final class StudyPlanner {
    public static final String SOURCE = "orchestrator";

    private final StudyLog log;
    private final NextStep next;
    private final PlannerDecisions orders;

    public StudyPlanner(String study, Samplers samplers) {
        this.log = new StudyLog(study);
        this.next = new NextStep(log, samplers);
        this.orders = new PlannerDecisions(log);
    }

    public StudyLog log() {
        return log;
    }

    /** Applies an event that has been answered already. */
    public void replay(HistoryEvent event) {
        log.apply(event);
    }

    /** Applies an input and answers it. */
    public List<Output> react(HistoryEvent event) {
        boolean news = log.apply(event);
        List<Output> outputs = new ArrayList<>(answerTo(event, news));
        if (!news) {
            return outputs;
        }
        for (Optional<Step> due = next.because(event); due.isPresent(); due = next.because(event)) {
            Step step = due.get();
            if (!log.apply(step.event())) {
                throw new IllegalStateException(
                        "a step that leads nowhere: " + step.event().id());
            }
            outputs.add(new Output.Append(step.event()));
            outputs.addAll(step.beside());
        }
        if (log.submitted().isPresent() && !log.isDeleted() && changesSummary(event, outputs)) {
            outputs.add(new Output.Summarise(Summaries.of(log, event.time())));
        }
        return outputs;
    }

    /** Answers that the event itself requires, in any state. */
    private List<Output> answerTo(HistoryEvent event, boolean news) {
        Fact fact = event.fact();
        if (fact instanceof Fact.Commanded commanded) {
            return command(event, commanded, news);
        } else if (fact instanceof Fact.TimeExpired && news) {
            return decide(orders.expired(event));
        } else if ((fact instanceof Fact.Claimed || fact instanceof Fact.Epoch) && news) {
            return decide(orders.standing(event, (Fact.FromWorker) fact));
        } else if (fact instanceof Fact.Claimed || fact instanceof Fact.Epoch) {
            return decide(orders.fenceStale(event, (Fact.FromWorker) fact));
        }
        return List.of();
    }

    private List<Output> command(HistoryEvent event, Fact.Commanded commanded, boolean news) {
        Command command = commanded.command();
        if (command instanceof Command.Pause && news) {
            return decide(orders.pause(event));
        } else if (news && log.isToStop()) {
            return decide(orders.stop(event));
        }
        return List.of();
    }

    /** Refuses a message: a {@code rejected} event, and the complete message for the dead letters. */
    public static List<Output> reject(
            HistoryEvent event, String submission, @Nullable Origin origin, String field, String reason) {
        List<Output> outputs = new ArrayList<>();
        outputs.add(new Output.Append(event(event.study(), event, new Fact.Rejected(submission, field, reason))));
        outputs.addAll(OutputFactory.setAside(origin, field + ": " + reason));
        return outputs;
    }

    /**
     * Removes an ended study from the lists.
     *
     * @param device class that its work was done on
     */
    public static List<Output> delete(HistoryEvent event, String device) {
        List<Output> outputs = new ArrayList<>();
        outputs.add(new Output.Append(event(event.study(), event, new Fact.Deleted())));
        outputs.addAll(OutputFactory.forget(event.study(), device));
        return outputs;
    }

    /** Fences a worker that continues a job of an ended study. */
    public static List<Output> fenceEnded(HistoryEvent event, Fact.FromWorker said) {
        return decide(List.of(PlannerDecisions.fenceEnded(event, said)));
    }

    private static List<Output> decide(List<? extends Decision> decisions) {
        return decisions.stream()
                .map(decision -> (Output) new Output.Decide(decision))
                .toList();
    }

    /** The event of a consequence of {@code cause}, with the cause's time. */
    static HistoryEvent event(String study, HistoryEvent cause, Fact fact) {
        return HistoryEvent.of(study, cause.time(), SOURCE, cause.id(), fact);
    }

    private static boolean changesSummary(HistoryEvent event, List<Output> outputs) {
        return !outputs.isEmpty() || !(event.fact() instanceof Fact.Epoch);
    }
}
