package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Origin;
import dev.trialstream.protocol.message.StudySummary;

/** What the orchestrator writes in answer to one event, all in one transaction. */
public sealed interface Output {
    /** Into the history. */
    record Append(HistoryEvent event) implements Output {}

    /** To the workers of a class of device. */
    record Dispatch(Job job, String device) implements Output {}

    /** To whoever holds the job. */
    record Decide(Decision decision) implements Output {}

    /** To lists and autoscalers. */
    record Summarise(StudySummary summary) implements Output {}

    /** To the dead letters, whole: the record that {@code origin} names. */
    record SetAside(Origin origin, String reason) implements Output {}

    /** The study is off the lists. */
    record Forget(String study) implements Output {}
}
