package dev.trialstream.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks answers against the document that the server serves. */
final class OpenApi {
    private static final JsonNode DOCUMENT = read();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private OpenApi() {}

    static void check(String method, String path, int status, String body) {
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isEmpty()) {
            assertThat(status).as(method + " " + path + " is in no document").isEqualTo(404);
            return;
        }
        JsonNode response = operation.get().get("responses").get(String.valueOf(status));
        assertThat(response)
                .as(method + " " + path + " answered " + status + " " + body)
                .isNotNull();
        JsonNode content = resolve(response).get("content");
        if (content == null) {
            assertThat(body).isEmpty();
        } else if (content.has("application/json")) {
            Schema schema = schema(content.get("application/json").get("schema"));
            assertThat(schema.validate(Json.json().readTree(body))).as(body).isEmpty();
        }
    }

    private static Optional<JsonNode> operation(String method, String path) {
        return DOCUMENT.get("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .map(Map.Entry::getValue)
                .map(methods -> methods.get(method.toLowerCase(Locale.ROOT)))
                .filter(found -> found != null)
                .findFirst();
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    private static Schema schema(JsonNode schema) {
        ObjectNode whole = Json.json().createObjectNode();
        whole.set("$ref", schema.get("$ref"));
        whole.set("components", DOCUMENT.get("components"));
        return SCHEMAS.getSchema(whole);
    }

    private static JsonNode read() {
        try (InputStream yaml = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            return Json.yaml().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
