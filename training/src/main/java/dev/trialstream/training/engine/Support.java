package dev.trialstream.training.engine;

/** Whether an engine can execute a plan. */
public sealed interface Support {
    /** The engine can execute the plan. */
    Support FULL = new Full();

    /**
     * The engine lacks a method that the plan needs.
     *
     * @param knob that requires the method, by its name in studies
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
