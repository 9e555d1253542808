package dev.trialstream.training.engine;

/** Whether an engine can carry a plan out. */
public sealed interface Support {
    /** The engine can carry the plan out. */
    Support FULL = new Full();

    /**
     * The engine lacks a method that the plan needs.
     *
     * @param knob that asks for the method, as a study names it
     * @param value of the knob
     */
    static Support lacks(String knob, Object value) {
        return new Lacks(knob, String.valueOf(value));
    }

    /** See {@link #FULL}. */
    record Full() implements Support {}

    /** See {@link #lacks}. */
    record Lacks(String knob, String value) implements Support {}
}
