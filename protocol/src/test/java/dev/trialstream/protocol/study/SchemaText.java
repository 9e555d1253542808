package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Json;
import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Formats JSON for people: an object that fits is on one line. */
final class SchemaText {
    private static final int WIDTH = 120;

    private final StringBuilder text = new StringBuilder();

    private SchemaText() {}

    static String of(JsonNode tree) {
        SchemaText made = new SchemaText();
        made.write(tree, "", 0);
        return made.text.append('\n').toString();
    }

    private void write(JsonNode node, String indent, int before) {
        String line = line(node);
        boolean fits = !indent.isEmpty() && indent.length() + before + line.length() <= WIDTH;
        if (!node.isContainer() || fits) {
            text.append(line);
            return;
        }
        String inner = indent + "  ";
        text.append(node.isArray() ? "[\n" : "{\n");
        if (node.isArray()) {
            for (Iterator<JsonNode> items = node.iterator(); items.hasNext(); ) {
                text.append(inner);
                write(items.next(), inner, 1);
                text.append(items.hasNext() ? ",\n" : "\n");
            }
        } else {
            for (Iterator<Map.Entry<String, JsonNode>> entries =
                            node.properties().iterator();
                    entries.hasNext(); ) {
                Map.Entry<String, JsonNode> entry = entries.next();
                text.append(inner).append('"').append(entry.getKey()).append("\": ");
                write(entry.getValue(), inner, entry.getKey().length() + 5);
                text.append(entries.hasNext() ? ",\n" : "\n");
            }
        }
        text.append(indent).append(node.isArray() ? ']' : '}');
    }

    private static String line(JsonNode node) {
        StringBuilder line = new StringBuilder();
        if (node.isArray()) {
            node.forEach(item -> line.append(line.isEmpty() ? "" : ", ").append(line(item)));
            return "[" + line + "]";
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> line.append(line.isEmpty() ? "\"" : ", \"")
                            .append(entry.getKey())
                            .append("\": ")
                            .append(line(entry.getValue())));
            return "{" + line + "}";
        }
        return Json.json().writeValueAsString(node);
    }
}
