package dev.trialstream.policy.stopping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rule's verdict on a trial. */
public sealed interface Verdict {

    /** The trial should train its next epoch. */
    record GoOn() implements Verdict {}

    /** The trial should wait at its current epoch until the rule decides whether it continues. */
    record Pause(String rule, Map<String, Double> numbers, String reason) implements Verdict {
        public Pause {
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }

    /** The paused trial should continue. */
    record Resume(String trial, String rule, Map<String, Double> numbers, String reason) {
        public Resume {
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }

    /**
     * The trial should end.
     *
     * @param rule its name in study files
     * @param numbers that the rule compared, by name, in explanatory order; all finite
     * @param reason in words
     */
    record Stop(String rule, Map<String, Double> numbers, String reason) implements Verdict {
        public Stop {
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }
}
