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
        Instant time) {}
