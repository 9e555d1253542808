package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which rule stops weak trials early, and its settings. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StoppingSpec.None.class, name = "none"),
    @JsonSubTypes.Type(value = StoppingSpec.Asha.class, name = "asha")
})
public sealed interface StoppingSpec {

    /** Every trial trains to its last epoch. */
    record None() implements StoppingSpec {}

    /**
     * Asynchronous successive halving in its stopping form.
     *
     * @param min epochs at the first rung, at least 1
     * @param reduction η, at least 2: of the trials that reach a rung about 1/η go on, and rungs are η apart
     */
    record Asha(int min, int reduction) implements StoppingSpec {
        public static final Asha STANDARD = new Asha(1, 3);
    }
}
