package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole numbers, both ends included. */
public record WholeNumber(int least, int most) implements KeyType<Integer> {
    public WholeNumber {
        if (least > most) {
            throw new IllegalArgumentException("expected least of at most most, got " + least + " and " + most);
        }
    }

    @Override
    public Integer read(JsonNode node, String path) {
        BigInteger number = Whole.of(node).orElseThrow(() -> InvalidStudy.unexpected(path, expected(), node));
        if (!Whole.isWithin(number, least, most)) {
            boolean tooLarge = number.compareTo(BigInteger.valueOf(most)) > 0;
            throw InvalidStudy.unexpected(
                    path, tooLarge ? "a whole number from " + least + " to " + most : expected(), node);
        }
        return number.intValueExact();
    }

    @Override
    public Integer recorded(JsonNode node) {
        return node.asInt();
    }

    @Override
    public JsonNode write(Integer value) {
        return IntNode.valueOf(value);
    }

    @Override
    public ObjectNode schema() {
        return Json.json()
                .createObjectNode()
                .put("type", "integer")
                .put("minimum", least)
                .put("maximum", most);
    }

    @Override
    public String expected() {
        return most == Integer.MAX_VALUE && least != Integer.MIN_VALUE
                ? "a whole number of at least " + least
                : "a whole number from " + least + " to " + most;
    }
}
