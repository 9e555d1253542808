package dev.trialstream.protocol.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of all messages: as trees whose references begin with the name of the file, such as
 * {@code names.json#/$defs/study}, and as validators.
 */
public final class Schemas {
    /** Relative to the module. */
    public static final Path FOLDER = Path.of("src", "main", "resources", "schemas");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    public static List<String> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole file. */
    public static ObjectNode file(String name) {
        try {
            ObjectNode tree = (ObjectNode) Json.json().readTree(Files.readAllBytes(FOLDER.resolve(name)));
            name(tree, name);
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The target of {@code reference}: a file, or a place in one. */
    public static ObjectNode at(String reference) {
        int hash = reference.indexOf('#');
        JsonNode found =
                hash < 0 ? file(reference) : file(reference.substring(0, hash)).at(reference.substring(hash + 1));
        if (!(found instanceof ObjectNode schema)) {
            throw new IllegalArgumentException("nothing at " + reference);
        }
        return schema;
    }

    /**
     * {@code schema} with its references replaced by their targets. Fields next to a reference come first; properties
     * and required names of both apply.
     */
    public static ObjectNode resolved(JsonNode schema) {
        if (!schema.has("$ref")) {
            return (ObjectNode) schema.deepCopy();
        }
        ObjectNode whole = resolved(at(schema.get("$ref").stringValue()));
        schema.properties().forEach(entry -> {
            JsonNode known = whole.get(entry.getKey());
            if (entry.getKey().equals("properties") && known instanceof ObjectNode properties) {
                properties.setAll((ObjectNode) entry.getValue().deepCopy());
            } else if (entry.getKey().equals("required") && known != null) {
                entry.getValue().forEach(name -> whole.withArray("/required").add(name));
            } else if (!entry.getKey().equals("$ref")) {
                whole.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
        return whole;
    }

    /** Errors of {@code message} against the schema at {@code reference}; empty if it is valid. */
    public static List<String> objections(String reference, JsonNode message) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of("classpath:schemas/" + reference));
        return texts(schema.validate(
                message, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))));
    }

    /**
     * Like {@link #objections(String, JsonNode)}, for a schema that may refer to one of the files but is none of them.
     */
    static List<String> objectionsOf(JsonNode schema, JsonNode message) {
        return texts(REGISTRY.getSchema(resolved(schema)).validate(message));
    }

    /** Like {@link #objections(String, JsonNode)}, for the bytes of a message. */
    public static List<String> objections(String reference, byte[] message) {
        return objections(reference, Json.json().readTree(message));
    }

    /** Errors of {@code schema} as a schema. */
    static List<String> objectionsTo(JsonNode schema) {
        return texts(REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                .validate(schema));
    }

    private static List<String> texts(List<Error> errors) {
        return errors.stream().map(String::valueOf).toList();
    }

    private static void name(JsonNode node, String file) {
        JsonNode reference = node.get("$ref");
        if (reference != null && reference.isString() && reference.stringValue().startsWith("#")) {
            ((ObjectNode) node).put("$ref", file + reference.stringValue());
        }
        node.forEach(child -> name(child, file));
    }
}
