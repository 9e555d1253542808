package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Summary of a study.
 *
 * @param wantedSlots worker slots that it could use now
 * @param priority among studies that want slots, higher goes first
 * @param since start time, which orders studies of equal rank; null before it is accepted
 * @param device class of the wanted slots; null: {@code cpu}
 * @param waiting why it waits if no worker can do its work; otherwise null
 */
public record StudySummary(
        String study,
        StudyState state,
        int trials,
        int running,
        int completed,
        int stopped,
        int failed,
        int wantedSlots,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int priority,
        @Nullable Instant since,
        @Nullable String device,
        @Nullable String waiting,
        Instant time) {
    /** Summary of a study that any CPU slot can serve. */
    public StudySummary(
            String study,
            StudyState state,
            int trials,
            int running,
            int completed,
            int stopped,
            int failed,
            int wantedSlots,
            int priority,
            @Nullable Instant since,
            Instant time) {
        this(study, state, trials, running, completed, stopped, failed, wantedSlots, priority, since, null, null, time);
    }
}
