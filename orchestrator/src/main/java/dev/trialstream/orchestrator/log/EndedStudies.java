package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Studies that have ended. For each it keeps only this fact and the ids of its requests. */
final class EndedStudies {
    /** Ids of past requests, so that a repeated request is answered only once. */
    private final Map<String, Set<String>> ended = new HashMap<>();

    private final Set<String> deleted = new HashSet<>();
    /** Device class of the study's work, unless it is the default. */
    private final Map<String, String> devices = new HashMap<>();

    /**
     * @param requests ids of the events that carried requests while the study was running
     * @param device class that its work was done on
     */
    void add(String study, boolean isDeleted, Set<String> requests, String device) {
        if (!device.equals(TopicLayout.CPU)) {
            devices.put(study, device);
        }
        ended.computeIfAbsent(study, any -> new HashSet<>()).addAll(requests);
        if (isDeleted) {
            deleted.add(study);
        }
    }

    boolean has(String study) {
        return ended.containsKey(study);
    }

    /** Applies an event that has been answered already. */
    void replay(HistoryEvent event) {
        if (event.fact() instanceof Fact.Deleted) {
            deleted.add(event.study());
        } else if (isRequest(event.fact())) {
            isNews(event);
        }
    }

    private boolean isNews(HistoryEvent event) {
        return ended.computeIfAbsent(event.study(), any -> new HashSet<>())
                .add(event.fact().id(event.study()));
    }

    private static boolean isRequest(Fact fact) {
        return fact instanceof Fact.Submitted || fact instanceof Fact.Commanded || fact instanceof Fact.Malformed;
    }

    /** Answers an event of an ended study: carries out a deletion, and fences workers that still work for it. */
    List<Output> answer(HistoryEvent event) {
        Fact fact = event.fact();
        if (isRequest(fact) && !isNews(event)) {
            return List.of();
        }
        if (fact instanceof Fact.Submitted submitted) {
            return StudyPlanner.reject(
                    event,
                    submitted.submission(),
                    submitted.origin(),
                    "study",
                    "a study " + event.study() + " exists already and has ended; give it another name");
        } else if (fact instanceof Fact.Malformed malformed) {
            return StudyPlanner.reject(
                    event, malformed.submission(), malformed.origin(), malformed.field(), malformed.reason());
        } else if (fact instanceof Fact.Commanded commanded && commanded.command() instanceof Command.Delete) {
            return deleted.add(event.study())
                    ? StudyPlanner.delete(event, devices.getOrDefault(event.study(), TopicLayout.CPU))
                    : List.of();
        } else if (fact instanceof Fact.Commanded commanded) {
            return StudyPlanner.reject(
                    event,
                    commanded.submission(),
                    commanded.origin(),
                    "study",
                    "study " + event.study() + " has ended");
        } else if (fact instanceof Fact.Claimed || fact instanceof Fact.Epoch) {
            return StudyPlanner.fenceEnded(event, (Fact.FromWorker) fact);
        }
        return List.of();
    }
}
