package dev.trialstream.protocol.message;

import dev.trialstream.protocol.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts messages to bytes and back. An event is one flat object: the fields of its envelope, then those of its fact.
 */
public final class Messages {
    private Messages() {}

    public static byte[] write(HistoryEvent event) {
        ObjectNode flat = Json.json().createObjectNode();
        ObjectNode fact = Json.json().valueToTree(event.fact());
        flat.put("id", event.id());
        flat.set("type", fact.get("type"));
        flat.put("study", event.study());
        flat.put("time", event.time().toString());
        flat.put("source", event.source());
        if (event.cause() != null) {
            flat.put("cause", event.cause());
        }
        flat.setAll(fact);
        return Json.json().writeValueAsBytes(flat);
    }

    /** @throws UnreadableMessage if the bytes are no event of this history */
    public static HistoryEvent readEvent(byte[] value) {
        try {
            JsonNode flat = Json.json().readTree(value);
            JsonNode cause = flat.get("cause");
            return new HistoryEvent(
                    text(flat, "id"),
                    text(flat, "study"),
                    Instant.parse(text(flat, "time")),
                    text(flat, "source"),
                    cause == null ? null : cause.asString(),
                    Json.json().treeToValue(flat, Fact.class));
        } catch (JacksonException | java.time.DateTimeException e) {
            throw new UnreadableMessage("history event", e);
        }
    }

    /** Writes any message except an event. */
    public static byte[] write(Object message) {
        return Json.json().writeValueAsBytes(message);
    }

    /** @throws UnreadableMessage if the bytes are no {@code type} */
    public static <T> T read(byte[] value, Class<T> type) {
        T message;
        try {
            message = Json.json().readValue(value, type);
        } catch (JacksonException e) {
            throw new UnreadableMessage(type.getSimpleName(), e);
        }
        if (message == null) {
            throw new UnreadableMessage(type.getSimpleName(), null);
        }
        return message;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isString()) {
            throw new UnreadableMessage("history event without " + field, null);
        }
        return value.stringValue();
    }

    /** Bytes that are not the expected message. */
    public static final class UnreadableMessage extends RuntimeException {
        UnreadableMessage(String what, @Nullable Throwable cause) {
            super("not a readable " + what + (cause == null ? "" : ": " + firstLine(cause)), cause);
        }

        private static String firstLine(Throwable cause) {
            String message = cause.getMessage();
            return message == null
                    ? cause.getClass().getSimpleName()
                    : message.lines().findFirst().orElse("");
        }
    }
}
