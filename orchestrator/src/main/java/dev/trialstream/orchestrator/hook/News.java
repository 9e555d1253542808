package dev.trialstream.orchestrator.hook;

import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notification about a study.
 *
 * @param id the same at every repetition; a notification is sent at least once
 * @param event {@code best} for each new best, {@code promoted} for the winner, {@code completed}, {@code stopped} or
 *     {@code failed} at the end
 * @param reason why the study ended if it did not complete
 * @param best for {@code best} and {@code promoted}
 */
public record News(
        String id,
        String event,
        String study,
        Instant time,
        @Nullable String reason,
        @Nullable Best best) {

    static Optional<News> of(HistoryEvent event) {
        return event.fact() instanceof Fact.Ended ended
                ? Optional.of(new News(
                        event.id(),
                        ended.state().name().toLowerCase(Locale.ROOT),
                        event.study(),
                        event.time(),
                        ended.reason().isEmpty() ? null : ended.reason(),
                        null))
                : Optional.empty();
    }

    static News of(Best best) {
        String event = best.status() == Best.Status.CANDIDATE ? "best" : "promoted";
        return new News(best.study() + "/best/" + best.version(), event, best.study(), best.time(), null, best);
    }
}
