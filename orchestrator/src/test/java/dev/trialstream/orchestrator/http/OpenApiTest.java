package dev.trialstream.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.Version;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares the document with the code; answers are checked where they are tested. */
class OpenApiTest {
    private static final List<String> METHODS = List.of("get", "post", "delete", "put", "patch");

    @Test
    void it_names_the_routes_that_are_served_and_no_others() throws Exception {
        Calls calls = new Calls(null, null, null, () -> true);
        assertThat(operations())
                .containsExactlyInAnyOrderElementsOf(calls.routes().keySet());
    }

    @Test
    void every_property_and_every_operation_is_described() throws Exception {
        JsonNode document = document();
        assertThat(document.get("openapi").stringValue()).isEqualTo("3.1.0");
        List<String> silent = new ArrayList<>();
        document.get("components")
                .get("schemas")
                .properties()
                .forEach(schema -> silent(schema.getKey(), schema.getValue(), silent));
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey()) && !method.getValue().has("summary")) {
                        silent.add(path.getKey());
                    }
                }));
        assertThat(silent).isEmpty();
    }

    private static void silent(String path, JsonNode schema, List<String> found) {
        JsonNode properties = schema.get("properties");
        if (properties != null) {
            properties.properties().forEach(property -> {
                JsonNode value = property.getValue();
                if (!value.has("description") && !value.has("$ref")) {
                    found.add(path + "." + property.getKey());
                }
                silent(path + "." + property.getKey(), value, found);
            });
        }
    }

    @Test
    void its_version_is_that_of_the_build() throws Exception {
        assertThat(document().at("/info/version").stringValue()).isEqualTo(Version.current());
    }

    private static List<String> operations() throws Exception {
        List<String> operations = new ArrayList<>();
        document()
                .get("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    private static JsonNode document() throws Exception {
        try (InputStream yaml = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            return Json.yaml().readTree(yaml);
        }
    }
}
