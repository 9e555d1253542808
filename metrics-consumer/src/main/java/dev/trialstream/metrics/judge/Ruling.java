package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import java.util.List;
import java.util.stream.Stream;

/**
 * The consequences of one event.
 *
 * @param entries to store, in order
 * @param decisions to announce
 */
record Ruling(List<JudgeStateRecord> entries, List<Decision> decisions) {
    static final Ruling NOTHING = new Ruling(List.of(), List.of());

    /** These consequences, then those of another event. */
    Ruling and(Ruling next) {
        return new Ruling(
                Stream.concat(entries.stream(), next.entries.stream()).toList(),
                Stream.concat(decisions.stream(), next.decisions.stream()).toList());
    }

    /** New versions of the best to announce. */
    List<Best> bests() {
        return entries.stream()
                .filter(JudgeStateRecord.Leader.class::isInstance)
                .map(entry -> ((JudgeStateRecord.Leader) entry).best())
                .toList();
    }
}
