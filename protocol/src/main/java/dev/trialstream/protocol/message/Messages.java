package dev.trialstream.protocol.message;

import dev.trialstream.protocol.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

    /** @throws UnreadableMessage where the bytes are no event of this history */
    public static HistoryEvent readEvent(byte @Nullable [] value) {
        return checked("history event", value, bytes -> {
            JsonNode flat = Json.json().readTree(bytes);
            JsonNode cause = flat.get("cause");
            return new HistoryEvent(
                    text(flat, "id"),
                    text(flat, "study"),
                    Instant.parse(text(flat, "time")),
                    text(flat, "source"),
                    cause == null || cause.isNull() ? null : cause.asString(),
                    Json.json().treeToValue(flat, Fact.class));
        });
    }

    /** Writes any message except an event. */
    public static byte[] write(Object message) {
        return Json.json().writeValueAsBytes(message);
    }

    /** @throws UnreadableMessage where the bytes are no {@code type} */
    public static <T> T read(byte @Nullable [] value, Class<T> type) {
        return checked(type.getSimpleName(), value, bytes -> Json.json().readValue(bytes, type));
    }

    /** As {@link #read}; empty where the bytes are no {@code type}, which anybody may have written. */
    public static <T> Optional<T> find(byte @Nullable [] value, Class<T> type) {
        try {
            return Optional.of(read(value, type));
        } catch (UnreadableMessage foreign) {
            return Optional.empty();
        }
    }

    /**
     * Whatever the bytes are, the answer is a message that holds what its types promise, or an {@link UnreadableMessage}.
     * Constructors of messages are allowed to fail in any way.
     */
    private static <T> T checked(String what, byte @Nullable [] value, Function<byte[], @Nullable T> reading) {
        if (value == null) {
            throw new UnreadableMessage(what, null);
        }
        T message;
        try {
            message = reading.apply(value);
        } catch (UnreadableMessage e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableMessage(what, e);
        }
        String objection = message == null ? "nothing" : MessageCheck.objectionTo(message);
        if (message == null || objection != null) {
            throw new UnreadableMessage(what + ": " + objection, null);
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
