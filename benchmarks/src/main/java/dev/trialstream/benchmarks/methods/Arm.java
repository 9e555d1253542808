package dev.trialstream.benchmarks.methods;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A configuration that is compared with another.
 *
 * @param reference name of the arm in the same family that it is compared with; its own name for none
 * @param rate the middle one of the candidate rates
 * @param stop which epoch counts
 * @param tuned whether it has its own rate; otherwise it uses the best rate of its reference in the same pair
 */
record Arm(
        String name, String reference, String model, Map<String, Object> knobs, double rate, Stop stop, boolean tuned) {
    static final String PLAIN = "plain";

    /** Stands for a rate that a knob takes in its own unit. */
    static final Object BY_RATE = "by the rate";

    enum Stop {
        LAST,
        /** As with early stopping: the best epoch on validation. */
        BEST
    }

    /** @param knobs alternating names and values */
    static Arm mlp(String name, Object... knobs) {
        return new Arm(name, PLAIN, "mlp", map(knobs), 1e-3, Stop.LAST, true);
    }

    static Arm cnn(String name, Object... knobs) {
        return new Arm(name, PLAIN, "cnn", map(knobs), 1e-3, Stop.LAST, true);
    }

    static Arm rnn(String name, Object... knobs) {
        return new Arm(name, PLAIN, "rnn", map(knobs), 3e-3, Stop.LAST, true);
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    boolean isReference() {
        return name.equals(reference);
    }

    Arm against(String other) {
        return new Arm(name, other, model, knobs, rate, stop, tuned);
    }

    Arm at(double middle) {
        return new Arm(name, reference, model, knobs, middle, stop, tuned);
    }

    Arm best() {
        return new Arm(name, reference, model, knobs, rate, Stop.BEST, tuned);
    }

    Arm untuned() {
        return new Arm(name, reference, model, knobs, rate, stop, false);
    }

    Arm and(Object... more) {
        Map<String, Object> all = new LinkedHashMap<>(knobs);
        all.putAll(map(more));
        return new Arm(name, reference, model, all, rate, stop, tuned);
    }
}
