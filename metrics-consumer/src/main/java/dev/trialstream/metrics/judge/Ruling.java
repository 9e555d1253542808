package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import java.util.List;

/**
 * What follows from one event.
 *
 * @param entries to keep, in order
 * @param decisions to announce
 */
record Ruling(List<Entry> entries, List<Decision> decisions) {
    static final Ruling NOTHING = new Ruling(List.of(), List.of());

    /** New versions of the best, to announce. */
    List<Best> bests() {
        return entries.stream()
                .filter(Entry.Leader.class::isInstance)
                .map(entry -> ((Entry.Leader) entry).best())
                .toList();
    }
}
