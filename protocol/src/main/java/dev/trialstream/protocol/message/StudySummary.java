package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A study at a glance.
 *
 * @param wantedSlots slots of workers that it could keep busy now
 * @param priority of those that want slots the higher ones go first
 * @param since when it began, which is the order of those that are otherwise equal; null before it is accepted
 * @param device class of the slots that it wants; null: {@code cpu}
 * @param waiting why nobody works on it, where that is for want of a worker that could; else null
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
    /** Of a study that any slot with a CPU will do for. */
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
