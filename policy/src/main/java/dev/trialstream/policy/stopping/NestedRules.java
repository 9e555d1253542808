package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.KeyType;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings that are rules themselves: a list of rules, or a single one. {@link StoppingRules} reads the inner rules,
 * because only it knows the available ones.
 *
 * @param single whether it is one rule instead of a list
 * @param stopping whether each rule must decide at once, because a rule that pauses a trial has not yet decided to stop
 *     it
 */
public record NestedRules(boolean single, boolean stopping) implements KeyType<List<StoppingSpec>> {
    /** Limited, because each inner rule costs as much as a rule on its own. */
    public static final int MOST = 16;

    /** {@code name: [RULE, ...]}. */
    public static Key<List<StoppingSpec>> list(String name, boolean stopping) {
        return Key.of(name, new NestedRules(false, stopping)).needed();
    }

    /** {@code name: RULE}, which must not pause trials. */
    public static Key<List<StoppingSpec>> one(String name) {
        return Key.of(name, new NestedRules(true, true)).needed();
    }

    @Override
    public List<StoppingSpec> read(JsonNode node, String path) {
        throw new IllegalStateException("StoppingRules reads the rules at " + path);
    }

    @Override
    public List<StoppingSpec> recorded(JsonNode node) {
        List<StoppingSpec> rules = new ArrayList<>();
        (single ? List.of(node) : node).forEach(item -> rules.add(Json.json().treeToValue(item, StoppingSpec.class)));
        return rules;
    }

    @Override
    public JsonNode write(List<StoppingSpec> rules) {
        if (single) {
            return rules.get(0).json();
        }
        ArrayNode list = Json.json().createArrayNode();
        rules.forEach(rule -> list.add(rule.json()));
        return list;
    }

    @Override
    public ObjectNode schema() {
        ObjectNode rule = Json.json().createObjectNode().put("$ref", "#/$defs/stopping");
        if (single) {
            return rule;
        }
        ObjectNode schema = Json.json().createObjectNode();
        schema.put("type", "array").put("minItems", 1).put("maxItems", MOST).set("items", rule);
        return schema;
    }

    @Override
    public String expected() {
        return single ? "the rule that is to wait" : "a list of stopping rules";
    }
}
