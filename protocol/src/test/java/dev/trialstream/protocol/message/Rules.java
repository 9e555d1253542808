package dev.trialstream.protocol.message;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.StoppingSpec;

/** Stopping rules in message form; this module does not interpret them. */
public final class Rules {
    public static final StoppingSpec ASHA = of("{rule: asha, min: 1, reduction: 3}");

    private Rules() {}

    /** @param text a rule as in a study file */
    public static StoppingSpec of(String text) {
        return Json.yaml().readValue(text, StoppingSpec.class);
    }
}
