package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.key.Settings;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stopping rule and its settings. Only the rule interprets the settings; a process without that rule passes them
 * on.
 *
 * @param rule its name
 * @param settings of the rule, without its name
 */
public record StoppingSpec(String rule, Settings settings) {
    public static final String RULE = "rule";

    /** No stopping: every trial trains to its last epoch. */
    public static final StoppingSpec NONE = new StoppingSpec("none", Settings.none());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static StoppingSpec of(ObjectNode flat) {
        ObjectNode settings = flat.deepCopy();
        String rule = settings.path(RULE).asString("");
        settings.remove(RULE);
        return new StoppingSpec(rule, Settings.of(settings));
    }

    /** Name and settings as one flat object, as in study files. */
    @JsonValue
    public ObjectNode json() {
        ObjectNode flat = Json.json().createObjectNode().put(RULE, rule);
        flat.setAll(settings.json());
        return flat;
    }
}
