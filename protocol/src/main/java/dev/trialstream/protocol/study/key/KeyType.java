package dev.trialstream.protocol.study.key;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The type of a key's values. Every type is bounded: a number by a minimum and a maximum, a text by its length, a list
 * by its size.
 *
 * @param <T> Java type of a value
 */
public interface KeyType<T> {
    /**
     * Reads a value strictly, within the bounds.
     *
     * @param path of the value, for the error
     * @throws dev.trialstream.protocol.study.InvalidStudy if {@code node} is no such value
     */
    T read(JsonNode node, String path);

    /** Reads a value that was accepted earlier, without checking today's bounds. */
    T recorded(JsonNode node);

    /** The value in message form. */
    JsonNode write(T value);

    /** A JSON Schema of the values, without description and default. */
    ObjectNode schema();

    /** The values in words that follow "expected", such as {@code a whole number from 1 to 20}. */
    String expected();
}
