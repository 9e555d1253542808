package dev.trialstream.protocol.study;

import dev.trialstream.protocol.schema.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys of a study file as a table of Markdown, from its schema. */
final class KeyTable {
    private final Set<String> rows = new LinkedHashSet<>();

    private KeyTable() {}

    static String of(ObjectNode schema) {
        KeyTable table = new KeyTable();
        table.add("", Schemas.file("study-file.json"));
        return "| key | values | left out | |\n| --- | --- | --- | --- |\n" + String.join("", table.rows);
    }

    private void add(String path, JsonNode object) {
        object.path("properties").properties().forEach(entry -> {
            String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            ObjectNode schema = Schemas.resolved(entry.getValue());
            rows.add(row(name, schema));
            if (schema.has("properties")) {
                add(name, schema);
            }
            schema.path("oneOf").forEach(branch -> {
                ObjectNode variant = Schemas.resolved(branch);
                if (variant.path("type").asString("").equals("object") && name.equals("trainer")) {
                    add("trainer", variant);
                } else if (variant.has("properties")) {
                    add(name, variant);
                }
            });
            if (name.equals("space")) {
                Schemas.resolved(schema.path("additionalProperties"))
                        .path("oneOf")
                        .forEach(branch -> add("space.NAME", Schemas.resolved(branch)));
            }
        });
    }

    private static String row(String name, ObjectNode schema) {
        String standard = schema.has("default") ? "`" + text(schema.get("default")) + "`" : "";
        return "| `" + name + "` | " + values(schema) + " | " + standard + " | "
                + schema.path("description").asString("").replace("|", "\\|") + " |\n";
    }

    private static String values(ObjectNode schema) {
        if (schema.has("const")) {
            return "`" + text(schema.get("const")) + "`";
        }
        if (schema.has("enum")) {
            List<String> names = new ArrayList<>();
            schema.path("enum").forEach(value -> names.add("`" + text(value) + "`"));
            return String.join(", ", names);
        }
        if (schema.path("pattern").asString("").contains("ms")) {
            return "a time span";
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.get(0).asString("") : type.asString("");
        return switch (name) {
            case "integer" -> "whole, " + range(schema);
            case "number" -> range(schema);
            case "string" ->
                schema.has("maxLength") ? "text, at most " + schema.get("maxLength") + " characters" : "text";
            case "array" -> "a list, at most " + schema.path("maxItems").asString("") + " items";
            default -> "keys with values";
        };
    }

    private static String range(ObjectNode schema) {
        if (schema.has("minimum") && schema.has("maximum")) {
            return text(schema.get("minimum")) + " to " + text(schema.get("maximum"));
        }
        String from = schema.has("exclusiveMinimum")
                ? "above " + text(schema.get("exclusiveMinimum"))
                : "from " + text(schema.get("minimum"));
        String to = schema.has("exclusiveMaximum")
                ? "below " + text(schema.get("exclusiveMaximum"))
                : "at most " + text(schema.get("maximum"));
        return from + ", " + to;
    }

    private static String text(JsonNode value) {
        if (value.isDouble() && Math.abs(value.doubleValue()) >= 1e7) {
            return String.valueOf(value.doubleValue()).replace(".0E", "e");
        }
        return value.isDouble() && value.doubleValue() == Math.rint(value.doubleValue())
                ? String.format(Locale.ROOT, "%.0f", value.doubleValue())
                : value.asString();
    }
}
