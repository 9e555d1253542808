package dev.trialstream.protocol.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Schemas as tables of fields. Objects within are linked to, and put down as parts, each once. */
final class SchemaHtml {
    private final Map<String, ObjectNode> parts = new LinkedHashMap<>();

    /** Objects that tables have linked to so far, except messages, by reference. */
    Map<String, ObjectNode> parts() {
        return parts;
    }

    /** The kind of a schema and the table of its fields; for a family one table per member. */
    String body(JsonNode schema) {
        ObjectNode whole = Schemas.resolved(schema);
        StringBuilder html =
                new StringBuilder(paragraph(whole.path("description").asString("")));
        JsonNode own = own(schema);
        if (own != null) {
            String base = reference(ownSource(schema));
            html.append("<p>Beside the fields of ").append(link(base)).append(":</p>\n");
            html.append(own.path("properties").size() > 1 ? table(own.path("properties"), required(whole)) : "");
        } else if (whole.has("properties")) {
            html.append(whole.path("properties").isEmpty() ? "" : table(whole.path("properties"), required(whole)));
        } else if (whole.has("oneOf")) {
            whole.get("oneOf").forEach(member -> html.append(member(member)));
        }
        return html.toString();
    }

    private String member(JsonNode member) {
        ObjectNode whole = Schemas.resolved(member);
        return "<h4>" + escape(whole.path("title").asString()) + "</h4>\n"
                + paragraph(whole.path("description").asString("")) + table(whole.path("properties"), required(whole));
    }

    /** The fields that {@code schema} adds to those of another; null if it adopts none. */
    private static @Nullable JsonNode own(JsonNode schema) {
        JsonNode source = ownSource(schema);
        return source.has("properties") ? source : null;
    }

    private static JsonNode ownSource(JsonNode schema) {
        boolean plain = schema.size() == 1 && schema.has("$ref");
        JsonNode source = plain ? Schemas.at(reference(schema)) : schema;
        return source.has("$ref") ? source : MissingNode.getInstance();
    }

    private String table(JsonNode properties, Set<String> required) {
        StringBuilder html = new StringBuilder("""
                <table>
                <thead><tr><th scope="col">field</th><th scope="col">type</th><th scope="col">what it is</th></tr></thead>
                <tbody>
                """);
        properties.properties().forEach(entry -> {
            ObjectNode property = Schemas.resolved(entry.getValue());
            html.append("<tr><th scope=\"row\"><code>")
                    .append(escape(entry.getKey()))
                    .append("</code>");
            html.append(required.contains(entry.getKey()) ? "" : " <span class=\"optional\">optional</span>");
            html.append("</th><td>").append(type(entry.getValue())).append("</td><td>");
            html.append(escape(property.path("description").asString("")));
            if (property.has("default") && !required.contains(entry.getKey())) {
                html.append(" Left out: <code>")
                        .append(escape(property.get("default").asString()))
                        .append("</code>.");
            }
            html.append("</td></tr>\n");
        });
        return html.append("</tbody>\n</table>\n").toString();
    }

    private String type(JsonNode schema) {
        String part = part(schema);
        if (part != null) {
            return link(part);
        }
        ObjectNode whole = Schemas.resolved(schema);
        if (whole.has("const")) {
            return "<code>" + escape(whole.get("const").asString()) + "</code>";
        } else if (whole.has("enum")) {
            List<String> values = new ArrayList<>();
            whole.get("enum").forEach(value -> values.add("<code>" + escape(value.asString()) + "</code>"));
            return String.join(" or ", values);
        } else if (whole.has("oneOf")) {
            List<String> types = new ArrayList<>();
            whole.get("oneOf").forEach(branch -> types.add(type(branch)));
            return String.join(" or ", types);
        } else if (whole.has("items")) {
            return "list of " + type(whole.get("items"));
        } else if (whole.path("additionalProperties").isObject()) {
            return "names to " + type(whole.get("additionalProperties"));
        } else if (whole.has("properties")) {
            return fields(whole);
        }
        return scalar(whole);
    }

    /** A small object that has no name of its own. */
    private String fields(ObjectNode whole) {
        List<String> fields = new ArrayList<>();
        whole.path("properties")
                .properties()
                .forEach(entry -> fields.add("<code>" + escape(entry.getKey()) + "</code> " + type(entry.getValue())));
        return "{ " + String.join(", ", fields) + " }";
    }

    /** That a number may be given as text is not mentioned in every row. */
    private static String scalar(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.size() == 3) {
            return "number, text, true or false";
        } else if (schema.path("pattern")
                .equals(Schemas.at("names.json#/$defs/number").path("pattern"))) {
            return "number" + bounds(schema);
        }
        List<String> names = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(name -> names.add(word(name.asString())));
        } else {
            names.add(schema.path("format").asString("").equals("date-time") ? "time" : word(type.asString("")));
        }
        return String.join(" or ", names) + bounds(schema) + pattern(schema);
    }

    private static String word(String type) {
        return switch (type) {
            case "integer" -> "whole number";
            case "string" -> "text";
            case "boolean" -> "true or false";
            case "" -> "anything";
            default -> type;
        };
    }

    /** Bounds of 32-bit and 64-bit whole numbers are left out. */
    private static String bounds(ObjectNode schema) {
        StringBuilder bounds = new StringBuilder();
        bound(bounds, " from ", schema.path("minimum"));
        bound(bounds, " above ", schema.path("exclusiveMinimum"));
        bound(bounds, ", below ", schema.path("exclusiveMaximum"));
        if (schema.has("maxLength")) {
            bounds.append(" of ").append(schema.get("maxLength").asString()).append(" characters at most");
        }
        return bounds.toString();
    }

    private static void bound(StringBuilder bounds, String word, JsonNode bound) {
        if (bound.isNumber() && Math.abs(bound.doubleValue()) < Integer.MAX_VALUE) {
            bounds.append(word).append(bound.asString());
        }
    }

    private static String pattern(ObjectNode schema) {
        String pattern = schema.path("pattern").asString("");
        boolean telling = !pattern.isEmpty() && pattern.length() < 70 && !pattern.equals("\\S");
        return telling ? " <code class=\"pattern\">" + escape(pattern) + "</code>" : "";
    }

    /** The object or family that {@code schema} refers to; null for simple types. */
    private @Nullable String part(JsonNode schema) {
        if (!schema.has("$ref")) {
            return null;
        }
        String reference = reference(schema);
        ObjectNode target = Schemas.at(reference);
        boolean whole = target.has("title") && (target.has("properties") || target.has("oneOf"));
        boolean family = target.has("oneOf") && reference.contains("#/$defs/");
        if (whole || family) {
            parts.putIfAbsent(reference, target);
            return reference;
        }
        return target.has("$ref") ? part(target) : null;
    }

    private String link(String reference) {
        ObjectNode target = Schemas.at(reference);
        parts.putIfAbsent(reference, target);
        return "<a href=\"#" + anchor(reference) + "\">" + escape(title(reference, target)) + "</a>";
    }

    static String title(String reference, ObjectNode schema) {
        String name = reference.substring(reference.lastIndexOf('/') + 1).replace('_', ' ');
        return schema.path("title").asString(Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    /** Anchor of a part on the page. */
    static String anchor(String reference) {
        return reference.replace(".json", "").replace("#/$defs/", "-").replace("/", "-");
    }

    private static String reference(JsonNode schema) {
        return schema.path("$ref").asString("");
    }

    private static Set<String> required(JsonNode schema) {
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        return required;
    }

    static String paragraph(String text) {
        return text.isEmpty() ? "" : "<p>" + prose(text) + "</p>\n";
    }

    /** Descriptions are plain but for code between backticks. */
    static String prose(String text) {
        return escape(text).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
