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

/** The studies that are over: of these nothing is kept but that they were, and what has been asked of them. */
final class EndedStudies {
    /** The ids of the requests that came in, so that one that comes in twice is answered once. */
    private final Map<String, Set<String>> ended = new HashMap<>();

    private final Set<String> deleted = new HashSet<>();
    /** The class of device that its work was done on, where that is not the usual one. */
    private final Map<String, String> devices = new HashMap<>();

    /**
     * @param requests ids of the events that asked something of it while it went on
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

    /** Takes in an event that has been answered already. */
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

    /** All that such a study still does is to be deleted; who works for it learns that it is over. */
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
