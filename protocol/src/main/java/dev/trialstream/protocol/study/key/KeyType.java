package dev.trialstream.protocol.study.key;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values that a key takes. Every type is bounded: a number from above and below, a text in its length, a list in its
 * count.
 *
 * @param <T> what a value is in Java
 */
public interface KeyType<T> {
    /**
     * Reads a value strictly, within the bounds.
     *
     * @param path of the value, for the complaint
     * @throws dev.trialstream.protocol.study.InvalidStudy where {@code node} is no such value
     */
    T read(JsonNode node, String path);

    /** Reads a value that was once accepted: the bounds of that time held, and those of today do not matter. */
    T recorded(JsonNode node);

    /** The value as messages have it. */
    JsonNode write(T value);

    /** A JSON Schema of the values, without description and default. */
    ObjectNode schema();

    /** The values in words that follow "expected", such as {@code a whole number from 1 to 20}. */
    String expected();
}
