package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.message.HistoryEvent;
import java.util.List;

/** One step of a study: its event, and the outputs that go with it. */
record Step(HistoryEvent event, List<Output> beside) {
    Step(HistoryEvent event) {
        this(event, List.of());
    }
}
