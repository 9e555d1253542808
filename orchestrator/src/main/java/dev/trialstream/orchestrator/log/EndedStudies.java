package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The studies that are over: of these nothing is kept but that they were. */
final class EndedStudies {
    private final Set<String> ended = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    /** Requests that were turned down since, so that one that comes in twice is turned down once. */
    private final Set<String> refused = new HashSet<>();

    void add(String study, boolean isDeleted) {
        ended.add(study);
        if (isDeleted) {
            deleted.add(study);
        }
    }

    boolean has(String study) {
        return ended.contains(study);
    }

    /** Takes in an event that has been answered already. */
    void replay(HistoryEvent event) {
        if (event.fact() instanceof Fact.Deleted) {
            deleted.add(event.study());
        } else if (event.fact() instanceof Fact.Rejected rejected) {
            refused.add(event.study() + "/" + rejected.submission());
        }
    }

    /** All that such a study still does is to be deleted; who works for it learns that it is over. */
    List<Output> answer(HistoryEvent event) {
        Fact fact = event.fact();
        if (fact instanceof Fact.Submitted submitted) {
            return refuse(
                    event,
                    submitted.submission(),
                    submitted.origin(),
                    "study",
                    "a study " + event.study() + " exists already and has ended; give it another name");
        } else if (fact instanceof Fact.Malformed malformed) {
            return refuse(event, malformed.submission(), malformed.origin(), malformed.field(), malformed.reason());
        } else if (fact instanceof Fact.Commanded commanded && commanded.command() instanceof Command.Delete) {
            return deleted.add(event.study()) ? StudyPlanner.delete(event) : List.of();
        } else if (fact instanceof Fact.Commanded commanded) {
            return refuse(
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

    private List<Output> refuse(
            HistoryEvent event, String submission, @Nullable Origin origin, String field, String reason) {
        return refused.add(event.study() + "/" + submission)
                ? StudyPlanner.reject(event, submission, origin, field, reason)
                : List.of();
    }
}
