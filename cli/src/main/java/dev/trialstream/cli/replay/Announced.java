package dev.trialstream.cli.replay;

import dev.trialstream.cli.exchange.History;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the judge has come in the history of a study, which may still run. It answers events in order, so everything is
 * due that follows from an event before its last recorded decision, or from one that was long ago.
 */
final class Announced {
    /** Far more than the judge takes. */
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final boolean ended;
    private final Map<String, Integer> places;
    private final int judged;
    private final List<HistoryEvent> events;

    private Announced(boolean ended, Map<String, Integer> places, int judged, List<HistoryEvent> events) {
        this.ended = ended;
        this.places = places;
        this.judged = judged;
        this.events = events;
    }

    static Announced of(History history) {
        Map<String, Integer> places = new HashMap<>();
        for (HistoryEvent event : history.events()) {
            places.putIfAbsent(event.id(), places.size());
        }
        int judged = history.judged().stream()
                .map(Decision::cause)
                .mapToInt(cause -> places.getOrDefault(cause, -1))
                .max()
                .orElse(-1);
        return new Announced(history.log().ended().isPresent(), places, judged, history.events());
    }

    boolean isDue(Decision decision) {
        int place = places.getOrDefault(decision.cause(), Integer.MAX_VALUE);
        if (ended || place < judged) {
            return true;
        }
        Instant now = events.get(events.size() - 1).time();
        return decision.time().isBefore(now.minus(MOMENT));
    }
}
