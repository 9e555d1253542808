package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Texts that are not blank and have no control characters.
 *
 * @param longest maximum number of characters
 * @param expected the values in words
 * @param pattern that the whole text must match; null for any
 */
public record Text(int longest, String expected, @Nullable String pattern) implements KeyType<String> {
    /** The pattern for texts that are not blank and have no control characters, in a JSON Schema. */
    private static final String PRINTED = "^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f]*$";

    /** Any text up to this length. */
    public Text(int longest, String expected) {
        this(longest, expected, null);
    }

    @Override
    public String read(JsonNode node, String path) {
        if (node.isContainer() || node.asString().isBlank()) {
            throw InvalidStudy.unexpected(path, expected, node);
        }
        String text = node.asString();
        if (text.length() > longest) {
            throw new InvalidStudy(
                    path, "expected " + expected + ", of at most " + longest + " characters, got " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl) || (pattern != null && !Pattern.matches(pattern, text))) {
            throw InvalidStudy.unexpected(path, expected, node);
        }
        return text;
    }

    @Override
    public String recorded(JsonNode node) {
        return node.asString();
    }

    @Override
    public JsonNode write(String value) {
        return StringNode.valueOf(value);
    }

    @Override
    public ObjectNode schema() {
        return Json.json()
                .createObjectNode()
                .put("type", "string")
                .put("pattern", pattern == null ? PRINTED : "^" + pattern + "$")
                .put("maxLength", longest);
    }
}
