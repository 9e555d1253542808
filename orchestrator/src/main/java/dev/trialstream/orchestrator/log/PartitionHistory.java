package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.search.Samplers;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The studies of one partition of the history, rebuilt from it and then kept up with it. It touches no Kafka.
 *
 * <p>An input below the committed offset has been answered, and its answers stand somewhere in the log. One at or above
 * it has not; it is kept back until the whole log is read, because the answers to earlier inputs may stand behind it.
 * So every input is answered exactly once, from the inputs before it and the answers to them.
 */
final class PartitionHistory {
    private final Samplers samplers;
    private final Predicate<String> scope;
    private final long committed;
    private final Map<String, StudyPlanner> studies = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final List<HistoryEvent> unanswered = new ArrayList<>();
    private final Map<String, Integer> grantsAskedFor = new HashMap<>();
    private final Set<String> expiryAskedFor = new HashSet<>();
    private boolean live;

    /**
     * @param scope studies to act for; the others are followed but not answered
     * @param committed offset up to which inputs have been answered
     */
    PartitionHistory(Samplers samplers, Predicate<String> scope, long committed) {
        this.samplers = samplers;
        this.scope = scope;
        this.committed = committed;
    }

    /** Takes in the event at {@code offset} and answers what is to be answered now. */
    List<Output> take(long offset, HistoryEvent event) {
        if (live) {
            return event.fact() instanceof Fact.Derived ? List.of() : answer(event);
        }
        if (event.fact() instanceof Fact.Derived || offset < committed) {
            if (!ended.contains(event.study())) {
                planner(event.study()).replay(event);
                forgetEnded(event.study());
            }
        } else {
            unanswered.add(event);
        }
        return List.of();
    }

    /** The whole log has been read: answers what had been kept back. */
    List<Output> goLive() {
        live = true;
        List<Output> outputs = new ArrayList<>();
        unanswered.forEach(event -> outputs.addAll(answer(event)));
        unanswered.clear();
        return outputs;
    }

    boolean isLive() {
        return live;
    }

    /**
     * What the world tells the studies at {@code now}: how many slots there are, and whose time is over. These are
     * inputs: they go into the history first and are answered when they come back from it.
     */
    List<HistoryEvent> observe(int slots, Instant now) {
        List<HistoryEvent> inputs = new ArrayList<>();
        for (StudyPlanner planner : studies.values()) {
            StudyLog log = planner.log();
            if (!scope.test(log.study())
                    || log.spec().isEmpty()
                    || log.searched()
                    || log.ended().isPresent()) {
                continue;
            }
            int sequence = log.grants() + 1;
            if (slots != log.slots() && grantsAskedFor.getOrDefault(log.study(), 0) < sequence) {
                grantsAskedFor.put(log.study(), sequence);
                inputs.add(input(log, now, new Fact.SlotsGranted(slots, sequence)));
            }
            if (isOver(log, now) && expiryAskedFor.add(log.study())) {
                inputs.add(input(log, now, new Fact.TimeExpired()));
            }
        }
        return inputs;
    }

    private static boolean isOver(StudyLog log, Instant now) {
        return log.spec()
                .map(spec -> spec.budget().time())
                .flatMap(time -> log.acceptedAt().map(at -> !now.isBefore(at.plus(time))))
                .orElse(false);
    }

    private static HistoryEvent input(StudyLog log, Instant now, Fact fact) {
        return HistoryEvent.of(log.study(), now, StudyPlanner.SOURCE, null, fact);
    }

    private List<Output> answer(HistoryEvent event) {
        if (ended.contains(event.study())) {
            return event.fact() instanceof Fact.Submitted submitted ? rejectEnded(event, submitted) : List.of();
        }
        StudyPlanner planner = planner(event.study());
        if (!scope.test(event.study())) {
            planner.replay(event);
            return List.of();
        }
        List<Output> outputs = planner.react(event);
        forgetEnded(event.study());
        return outputs;
    }

    private List<Output> rejectEnded(HistoryEvent event, Fact.Submitted submitted) {
        Fact rejected = new Fact.Rejected(
                submitted.submission(),
                "study",
                "a study " + event.study() + " exists already and has ended; give it another name");
        return List.of(new Output.Append(
                HistoryEvent.of(event.study(), event.time(), StudyPlanner.SOURCE, event.id(), rejected)));
    }

    private StudyPlanner planner(String study) {
        return studies.computeIfAbsent(study, id -> new StudyPlanner(id, samplers));
    }

    /** Of a study that has ended nothing is needed but that it was. */
    private void forgetEnded(String study) {
        if (planner(study).log().ended().isPresent()) {
            studies.remove(study);
            ended.add(study);
        }
    }
}
