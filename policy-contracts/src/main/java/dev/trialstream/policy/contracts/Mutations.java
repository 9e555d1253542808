package dev.trialstream.policy.contracts;

import dev.trialstream.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages as nobody should write them, made from good ones with a seed. */
public final class Mutations {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1",
            "1.5",
            "1e308",
            "-1e308",
            "1e999",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"s\"",
            "\"s.1\"",
            "\"s.0\"",
            "\"s.99999999999\"",
            "\"..\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"a\\u0000b\"",
            "[]",
            "[null]",
            "[[]]",
            "{}",
            "{\"a\": null}",
            "{\"a\": {\"a\": {}}}",
            "\"2026-01-01T12:00:00Z\"",
            "\"0s\"",
            "\"stop\"");

    private Mutations() {}

    /** One to three changes of {@code message}: a value replaced, removed, added or repeated. */
    public static byte[] of(byte[] message, Random random) {
        if (random.nextInt(50) == 0) {
            return torn(message, random);
        }
        JsonNode tree = Json.json().readTree(message);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            tree = changed(tree, random);
        }
        return Json.json().writeValueAsBytes(tree);
    }

    /** Bytes that are no JSON, or none at all. */
    private static byte[] torn(byte[] message, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> java.util.Arrays.copyOf(message, random.nextInt(message.length));
            case 2 -> "[".repeat(5000).getBytes(StandardCharsets.UTF_8);
            default -> new byte[] {0, (byte) 0xff, 1};
        };
    }

    private static JsonNode changed(JsonNode tree, Random random) {
        List<Runnable> changes = new ArrayList<>();
        collect(tree, random, changes);
        if (!changes.isEmpty()) {
            changes.get(random.nextInt(changes.size())).run();
        }
        return random.nextInt(100) == 0 ? value(random) : tree;
    }

    private static void collect(JsonNode node, Random random, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.propertyNames()).forEach(name -> {
                changes.add(() -> object.set(name, value(random)));
                changes.add(() -> object.remove(name));
                collect(object.get(name), random, changes);
            });
            changes.add(() -> object.set("more", value(random)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                changes.add(() -> {
                    if (at < array.size()) {
                        array.set(at, value(random));
                    }
                });
                collect(array.get(i), random, changes);
            }
            changes.add(() -> array.add(value(random)));
        }
    }

    private static JsonNode value(Random random) {
        String text = VALUES.get(random.nextInt(VALUES.size()));
        return Json.json().readTree(text);
    }
}
