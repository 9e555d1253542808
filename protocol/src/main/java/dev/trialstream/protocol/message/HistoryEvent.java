package dev.trialstream.protocol.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of the history of a study.
 *
 * @param id the same for the same fact, even if it is written repeatedly
 * @param time of the fact, by the writer's clock; readers use no other time
 * @param source service that wrote it, such as {@code orchestrator} or {@code worker/NAME}
 * @param cause id of the event or inbox record that it follows from, or null
 */
public record HistoryEvent(
        String id,
        String study,
        Instant time,
        String source,
        @Nullable String cause,
        Fact fact) {

    public static HistoryEvent of(String study, Instant time, String source, @Nullable String cause, Fact fact) {
        return new HistoryEvent(fact.id(study), study, time, source, cause, fact);
    }
}
