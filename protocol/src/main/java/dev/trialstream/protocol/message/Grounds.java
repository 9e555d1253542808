package dev.trialstream.protocol.message;

import java.time.Instant;
import java.util.Map;

/**
 * The grounds of a decision.
 *
 * @param rule that decided
 * @param numbers that the rule compared, by name
 * @param reason in words
 * @param cause id of the event that caused the decision
 * @param time of that event
 */
public record Grounds(String rule, Map<String, Double> numbers, String reason, String cause, Instant time) {
    /** Grounds that follow from {@code cause}. */
    public static Grounds of(HistoryEvent cause, String rule, Map<String, Double> numbers, String reason) {
        return new Grounds(rule, numbers, reason, cause.id(), cause.time());
    }
}
