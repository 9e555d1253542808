package dev.trialstream.protocol.schema;

import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** {@code docs/asyncapi.yaml}, with its references followed. */
record AsyncApi(JsonNode root) {
    /** Relative to the module. */
    static final Path DOCS = Path.of("..", "docs");

    private static final String SCHEMAS = "../protocol/src/main/resources/schemas/";

    static AsyncApi read() {
        try {
            return new AsyncApi(Json.yaml().readTree(Files.readAllBytes(DOCS.resolve("asyncapi.yaml"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Channel> channels() {
        return root.path("channels").properties().stream()
                .map(entry -> new Channel(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A topic. */
    final class Channel {
        private final String id;
        private final JsonNode node;

        private Channel(String id, JsonNode node) {
            this.id = id;
            this.node = node;
        }

        String address() {
            return node.path("address").stringValue();
        }

        String text(String field) {
            return node.path(field).asString("");
        }

        JsonNode binding() {
            return node.at("/bindings/kafka");
        }

        List<Message> messages() {
            return node.path("messages").properties().stream()
                    .map(entry -> new Message(entry.getKey(), followed(entry.getValue())))
                    .toList();
        }

        List<Operation> operations(String action) {
            return root.path("operations").properties().stream()
                    .map(entry -> new Operation(entry.getKey(), entry.getValue()))
                    .filter(operation -> operation.action().equals(action)
                            && operation.channel().equals("#/channels/" + id))
                    .toList();
        }
    }

    /** A message of a topic. */
    final class Message {
        private final String id;
        private final JsonNode node;

        private Message(String id, JsonNode node) {
            this.id = id;
            this.node = node;
        }

        String id() {
            return id;
        }

        /** The value of its header {@code ce_type}. */
        String name() {
            return node.path("name").stringValue();
        }

        String title() {
            return node.path("title").stringValue();
        }

        String schemaFormat() {
            return node.at("/payload/schemaFormat").asString("");
        }

        /** The schema of its value; a reference to a file has the form used by {@link Schemas}. */
        JsonNode schema() {
            return asInSchemas(node.at("/payload/schema"));
        }

        JsonNode headers() {
            return trait("/headers");
        }

        /** Description of its key. */
        String keyed() {
            return trait("/bindings/kafka/key").path("description").stringValue();
        }

        /** Schema of its key. */
        JsonNode key() {
            JsonNode key = trait("/bindings/kafka/key");
            return asInSchemas(key.path("allOf").path(0).isMissingNode() ? key : key.at("/allOf/0"));
        }

        private JsonNode trait(String pointer) {
            return StreamSupport.stream(node.path("traits").spliterator(), false)
                    .map(AsyncApi.this::followed)
                    .map(trait -> trait.at(pointer))
                    .filter(found -> !found.isMissingNode())
                    .findFirst()
                    .map(AsyncApi.this::followed)
                    .orElseThrow(() -> new IllegalArgumentException(id + " has no " + pointer));
        }
    }

    /** Who sends to a topic, or receives from it. */
    record Operation(String id, JsonNode node) {
        String action() {
            return node.path("action").stringValue();
        }

        String channel() {
            return node.at("/channel/$ref").stringValue();
        }

        String role() {
            return node.at("/tags/0/name").stringValue();
        }

        String summary() {
            return node.path("summary").stringValue();
        }

        /** The ids of the messages that it is about; empty for all of the topic. */
        List<String> messages() {
            return StreamSupport.stream(node.path("messages").spliterator(), false)
                    .map(message -> message.path("$ref").stringValue())
                    .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                    .toList();
        }
    }

    Stream<Operation> operations() {
        return Stream.of("send", "receive")
                .flatMap(action -> channels().stream().flatMap(channel -> channel.operations(action).stream()));
    }

    /** Every reference, wherever it stands. */
    List<String> references() {
        List<String> references = new ArrayList<>();
        collect(root, references);
        return references;
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.get("$ref").stringValue());
        }
        node.forEach(child -> collect(child, references));
    }

    /** @throws IllegalArgumentException if it leads nowhere */
    JsonNode follow(String reference) {
        if (reference.startsWith(SCHEMAS)) {
            return Schemas.at(reference.substring(SCHEMAS.length()));
        }
        JsonNode found = root.at(reference.substring(1));
        if (!reference.startsWith("#") || found.isMissingNode()) {
            throw new IllegalArgumentException("nothing at " + reference);
        }
        return found;
    }

    private JsonNode followed(JsonNode node) {
        JsonNode reference = node.get("$ref");
        boolean within = reference != null && reference.stringValue().startsWith("#");
        return within ? follow(reference.stringValue()) : node;
    }

    private static JsonNode asInSchemas(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        return reference == null
                ? schema
                : Json.json()
                        .createObjectNode()
                        .put("$ref", reference.stringValue().substring(SCHEMAS.length()));
    }
}
