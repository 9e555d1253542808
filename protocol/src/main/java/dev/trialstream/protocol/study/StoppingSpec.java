package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.key.Settings;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which rule stops weak trials early, and its settings. What the settings mean is the rule's own business: a process that
 * does not have the rule passes them on.
 *
 * @param rule its name
 * @param settings of the rule, without its name
 */
public record StoppingSpec(String rule, Settings settings) {
    private static final String RULE = "rule";

    /** Every trial trains to its last epoch. */
    public static final StoppingSpec NONE = new StoppingSpec("none", Settings.none());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static StoppingSpec of(ObjectNode flat) {
        ObjectNode settings = flat.deepCopy();
        String rule = settings.path(RULE).asString("");
        settings.remove(RULE);
        return new StoppingSpec(rule, Settings.of(settings));
    }

    /** The name and the settings side by side, as study files have them. */
    @JsonValue
    public ObjectNode json() {
        ObjectNode flat = Json.json().createObjectNode().put(RULE, rule);
        flat.setAll(settings.json());
        return flat;
    }
}
