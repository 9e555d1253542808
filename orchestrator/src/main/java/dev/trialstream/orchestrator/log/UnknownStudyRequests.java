package dev.trialstream.orchestrator.log;

import dev.trialstream.protocol.message.HistoryEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest requests to studies that do not exist, so that a repeated request is refused only once. The number is
 * limited, because anyone may send requests with any name.
 */
final class UnknownStudyRequests {
    private static final int MOST = 10_000;

    private final Map<String, Boolean> requests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    void add(String request) {
        requests.put(request, true);
    }

    boolean has(HistoryEvent event) {
        return requests.containsKey(event.fact().id(event.study()));
    }
}
