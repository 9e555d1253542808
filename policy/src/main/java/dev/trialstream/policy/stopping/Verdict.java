package dev.trialstream.policy.stopping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rule says of a trial. */
public sealed interface Verdict {

    /** The trial is worth its next epoch, as far as this rule can tell. */
    record GoOn() implements Verdict {}

    /** The trial is to wait at the epoch it has reached, until it is known whether it goes on. */
    record Pause(String rule, Map<String, Double> numbers, String reason) implements Verdict {
        public Pause {
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }

    /** The trial that was paused goes on. */
    record Resume(String trial, String rule, Map<String, Double> numbers, String reason) {
        public Resume {
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }

    /**
     * The trial is to end.
     *
     * @param rule by the name that study files give it
     * @param numbers that the rule compared, by name, in the order in which they explain it; all finite
     * @param reason in words
     */
    record Stop(String rule, Map<String, Double> numbers, String reason) implements Verdict {
        public Stop {
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }
}
