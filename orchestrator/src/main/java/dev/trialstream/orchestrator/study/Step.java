package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import org.jspecify.annotations.Nullable;

/** One thing that a study does: its event, and the job that goes out with it, if any. */
record Step(HistoryEvent event, @Nullable Job job) {}
