package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Origin;
import dev.trialstream.protocol.message.StudySummary;

/** Something that the orchestrator writes in answer to an event; all outputs go into one transaction. */
public sealed interface Output {
    /** An event for the history. */
    record Append(HistoryEvent event) implements Output {}

    /** A job for the workers of a device class. */
    record Dispatch(Job job, String device) implements Output {}

    /** A decision for the job's owner. */
    record Decide(Decision decision) implements Output {}

    /** A summary for lists and autoscalers. */
    record Summarise(StudySummary summary) implements Output {}

    /** The complete record at {@code origin} for the dead letters. */
    record SetAside(Origin origin, String reason) implements Output {}

    /** Removes the study from the lists. */
    record Forget(String study) implements Output {}
}
