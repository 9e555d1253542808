package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.study.InvalidStudy;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A key whose value is a list. The caller reads the items.
 *
 * @param least items at least
 * @param most items at most
 * @param expected the list in words, such as {@code a list of stopping rules}
 */
public record Items(String name, int least, int most, String expected) {
    /** The unread items. */
    public List<JsonNode> of(JsonNode list, String path) {
        if (!list.isArray() || list.size() < least) {
            throw InvalidStudy.unexpected(path, expected, list);
        }
        if (list.size() > most) {
            throw new InvalidStudy(path, "expected at most " + most + ", got " + list.size());
        }
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        return items;
    }
}
