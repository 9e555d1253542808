package dev.trialstream.protocol.message;

import java.time.Instant;

/**
 * A study at a glance.
 *
 * @param wantedSlots slots that it could keep busy now
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
        Instant time) {}
