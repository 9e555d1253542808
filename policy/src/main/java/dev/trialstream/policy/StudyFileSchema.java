package dev.trialstream.policy;

import dev.trialstream.policy.search.Sampler;
import dev.trialstream.policy.stopping.StoppingRuleFactory;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StudyKeys;
import dev.trialstream.protocol.study.key.Key;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a study file, for editors: the protocol's keys, and the settings of each sampler and rule. It is
 * one file without references to other files.
 */
public final class StudyFileSchema {
    private static final String HERE = "#/$defs/";
    private static final String SHARED = "names.";

    private final ObjectNode schema = resource("study-file.json");
    private final ObjectNode definitions = (ObjectNode) schema.path("$defs");

    private StudyFileSchema() {}

    public static ObjectNode of(Policies policies) {
        StudyFileSchema made = new StudyFileSchema();
        made.putRules(policies.rules().all());
        made.putSamplers(policies.samplers().all());
        redirect(made.schema, "names.json" + HERE, HERE + SHARED);
        made.putShared(resource("names.json"));
        made.schema.put("title", "Trialstream study file");
        return made.schema;
    }

    private void putShared(ObjectNode names) {
        redirect(names, HERE, HERE + SHARED);
        names.path("$defs").properties().forEach(each -> definitions.set(SHARED + each.getKey(), each.getValue()));
    }

    private void putRules(Iterable<StoppingRuleFactory> rules) {
        ObjectNode stopping = described("Which rule stops weak trials early. Left out: asha.");
        ArrayNode choices = stopping.putArray("oneOf");
        ArrayNode names = Json.json().createArrayNode();
        for (StoppingRuleFactory rule : rules) {
            boolean nameless = rule.keys().stream().anyMatch(key -> key.name().equals(rule.name()));
            ObjectNode object = object(rule.help(), "rule", rule.name(), !nameless, rule.keys());
            definitions.set("rule." + rule.name(), object);
            choices.addObject().put("$ref", HERE + "rule." + rule.name());
            if (rule.keys().stream().noneMatch(Key::required)) {
                names.add(rule.name());
            }
        }
        choices.add(described("The name alone: that rule with its defaults.").set("enum", names));
        definitions.set("stopping", stopping);
    }

    private void putSamplers(Iterable<Sampler> samplers) {
        ObjectNode search = described("How configurations are proposed. Left out: auto.");
        ArrayNode choices = search.putArray("oneOf");
        choices.add(sampler("The default, which is tpe today.", SearchSpec.AUTO, false, List.of()));
        ArrayNode names = Json.json().createArrayNode().add(SearchSpec.AUTO);
        for (Sampler sampler : samplers) {
            choices.add(sampler(sampler.help(), sampler.name(), true, sampler.keys()));
            if (sampler.keys().stream().noneMatch(Key::required)) {
                names.add(sampler.name());
            }
        }
        choices.add(described("The name alone: that sampler with its defaults.").set("enum", names));
        definitions.set("search", search);
    }

    private static ObjectNode sampler(String help, String name, boolean named, List<Key<?>> keys) {
        ObjectNode object = object(help, "algorithm", name, named, keys);
        ((ObjectNode) object.path("properties")).set("seed", StudyKeys.SEED.schema());
        return object;
    }

    private static ObjectNode object(String help, String naming, String name, boolean named, List<Key<?>> keys) {
        ObjectNode object = described(help).put("type", "object");
        ArrayNode required = Json.json().createArrayNode();
        if (named) {
            required.add(naming);
        }
        ObjectNode properties = object.putObject("properties");
        properties.set(naming, described(help).put("const", name));
        for (Key<?> key : keys) {
            properties.set(key.name(), key.schema());
            if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        return object.put("additionalProperties", false);
    }

    private static ObjectNode described(String help) {
        return Json.json().createObjectNode().put("description", help);
    }

    /** Replaces the prefix {@code from} by {@code to} in every reference below {@code node}. */
    private static void redirect(JsonNode node, String from, String to) {
        String reference = node.path("$ref").asString("");
        if (reference.startsWith(from)) {
            ((ObjectNode) node).put("$ref", to + reference.substring(from.length()));
        }
        node.forEach(child -> redirect(child, from, to));
    }

    private static ObjectNode resource(String name) {
        try (InputStream in = StudyFileSchema.class.getResourceAsStream("/schemas/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no schema " + name + " in the protocol");
            }
            return (ObjectNode) Json.json().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
