package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.message.HistoryEvent;
import java.util.List;

/** One thing that a study does: its event, and what goes out with it. */
record Step(HistoryEvent event, List<Output> beside) {
    Step(HistoryEvent event) {
        this(event, List.of());
    }
}
