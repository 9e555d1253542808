package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Time spans such as {@code 90s} or {@code 1h30m}, both ends included. */
public record TimeSpan(Duration least, Duration most) implements KeyType<Duration> {
    @Override
    public Duration read(JsonNode node, String path) {
        String text = node.isString() ? node.stringValue() : "";
        return Durations.parse(text)
                .filter(span -> span.compareTo(least) >= 0 && span.compareTo(most) <= 0)
                .orElseThrow(() -> new InvalidStudy(
                        path,
                        "expected " + expected() + ", got "
                                + (node.isString() ? InvalidStudy.shortened(text) : InvalidStudy.shown(node))));
    }

    @Override
    public Duration recorded(JsonNode node) {
        return Durations.parse(node.asString()).orElseThrow();
    }

    @Override
    public JsonNode write(Duration value) {
        return StringNode.valueOf(Durations.format(value));
    }

    @Override
    public ObjectNode schema() {
        return Json.json().createObjectNode().put("$ref", "names.json#/$defs/duration");
    }

    @Override
    public String expected() {
        return least.toMillis() <= 1
                ? "a duration above zero such as 90s, 10m or 1h30m, at most " + Durations.format(most)
                : "a duration from " + Durations.format(least) + " to " + Durations.format(most);
    }
}
