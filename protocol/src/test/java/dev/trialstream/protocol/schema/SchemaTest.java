package dev.trialstream.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Examples;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.protocol.message.Position;
import dev.trialstream.protocol.message.StudySummary;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.StudyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Compares the schemas with the records, in both directions. The tests of the readers check that the readers accept
 * nothing that the schemas refuse, and list the refusals that a schema cannot express.
 */
class SchemaTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    /** What users send: read strictly. */
    private static final List<String> SENT =
            List.of("study-file.json", "study.json", "command.json", "trial-request.json");

    /** Parts that policies read: each sampler and rule describes its own settings, above this module. */
    private static final Set<String> OPEN = Set.of("search", "stopping");

    /** What services write: readers ignore what they do not know. */
    private static final Map<Class<?>, String> WRITTEN = Map.of(
            Decision.class, "decision.json",
            Job.class, "job.json",
            StudySummary.class, "summary.json",
            PoolMessage.class, "pool.json",
            Best.class, "best.json",
            Position.class, "position.json");

    static List<String> files() {
        return Schemas.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void is_a_schema_of_2020_12(String file) {
        JsonNode schema = Schemas.file(file);
        assertThat(schema.get("$schema").stringValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(Schemas.objectionsTo(schema)).isEmpty();
    }

    @Test
    void every_file_is_of_a_message_or_of_what_messages_share() {
        List<String> known = new ArrayList<>(List.of("event.json", "names.json", "recorded.json"));
        known.addAll(SENT);
        known.addAll(WRITTEN.values());
        assertThat(Schemas.files()).containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("files")
    void describes_every_field_and_every_definition(String file) {
        JsonNode schema = Schemas.file(file);
        assertThat(schema.path("description").asString("")).isNotBlank();
        assertThat(schema.path("title").asString("")).isNotBlank();
        schema.path("$defs").properties().forEach(entry -> assertDescribed(entry.getKey(), entry.getValue()));
        assertFieldsDescribed(file, schema);
    }

    private static void assertFieldsDescribed(String path, JsonNode node) {
        node.path("properties")
                .properties()
                .forEach(entry -> assertDescribed(path + "." + entry.getKey(), entry.getValue()));
        node.properties().forEach(entry -> {
            // conditions repeat fields that are described elsewhere
            if (!Set.of("if", "then", "else").contains(entry.getKey())) {
                assertFieldsDescribed(path + "/" + entry.getKey(), entry.getValue());
            }
        });
        if (node.isArray()) {
            node.forEach(item -> assertFieldsDescribed(path + "[]", item));
        }
    }

    private static void assertDescribed(String path, JsonNode schema) {
        assertThat(Schemas.resolved(schema).path("description").asString(""))
                .as(path)
                .endsWith(".");
    }

    @Test
    void what_users_send_is_closed_and_what_services_write_is_open() {
        SENT.forEach(file -> objects(file)
                .forEach((path, schema) -> assertThat(
                                schema.path("additionalProperties").asBoolean(true))
                        .as(path)
                        .isFalse()));
        Stream.concat(WRITTEN.values().stream(), Stream.of("event.json"))
                .forEach(file -> objects(file)
                        .forEach((path, schema) -> assertThat(schema.has("additionalProperties"))
                                .as(path)
                                .isFalse()));
    }

    /** Every object with named fields that a message of {@code file} can contain. */
    private static Map<String, JsonNode> objects(String file) {
        Map<String, JsonNode> objects = new HashMap<>();
        collect(file, Schemas.file(file), objects, new HashSet<>());
        return objects;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> objects, Set<JsonNode> seen) {
        JsonNode schema = Schemas.resolved(node);
        if (!seen.add(schema)) {
            return;
        }
        if (schema.has("properties")
                && OPEN.stream().noneMatch(name -> path.endsWith("." + name) || path.contains(".shadows"))) {
            objects.put(path, schema);
        }
        schema.path("properties")
                .properties()
                .forEach(entry -> collect(path + "." + entry.getKey(), entry.getValue(), objects, seen));
        schema.path("oneOf").forEach(branch -> collect(path + "|", branch, objects, seen));
        for (String within : List.of("items", "additionalProperties")) {
            if (schema.path(within).isObject()) {
                collect(path + "[]", schema.get(within), objects, seen);
            }
        }
    }

    @Test
    void what_services_write_has_the_fields_of_its_record() {
        WRITTEN.forEach((type, file) -> assertThat(RecordComparison.ofWritten(type, Schemas.file(file)))
                .as(file)
                .isEmpty());
    }

    @Test
    void what_users_send_has_the_fields_of_what_it_is_read_as() {
        assertThat(RecordComparison.ofSent(StudyRequest.class, Schemas.file("study-file.json")))
                .isEmpty();
        assertThat(RecordComparison.ofSent(Command.class, Schemas.file("command.json")))
                .isEmpty();
    }

    @Test
    void a_recorded_budget_has_the_fields_of_its_record() {
        assertThat(RecordComparison.ofWritten(Budget.class, Schemas.at("recorded.json#/$defs/budget")))
                .isEmpty();
    }

    @Test
    void an_event_has_the_fields_of_its_envelope_and_of_its_fact() {
        Map<String, Boolean> typed = Map.of("type", true);
        assertThat(RecordComparison.ofRecord(
                        HistoryEvent.class, Schemas.at("event.json#/$defs/envelope"), typed, Set.of("fact")))
                .isEmpty();

        Map<String, Boolean> envelope =
                Map.of("type", true, "id", true, "study", true, "time", true, "source", true, "cause", false);
        var branches = RecordComparison.branches(Schemas.file("event.json"), "type");
        assertThat(branches.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        RecordComparison.members(Fact.class).keySet());
        RecordComparison.members(Fact.class)
                .forEach((name, fact) -> assertThat(
                                RecordComparison.ofRecord(fact, branches.get(name), envelope, Set.of()))
                        .as(name)
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dev.trialstream.protocol.message.Examples#facts")
    void an_event_is_valid_as_it_is_written(Fact fact) {
        byte[] event = Messages.write(HistoryEvent.of("s", Examples.NOON, "orchestrator", "because", fact));
        assertThat(Schemas.objections("event.json", event)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.trialstream.protocol.message.Examples#messages")
    void every_other_message_is_valid_as_it_is_written(Examples.Message message) {
        String file = WRITTEN.getOrDefault(message.type(), "command.json");
        assertThat(Schemas.objections(file, Messages.write(message.value()))).isEmpty();
    }

    @Test
    void the_studies_of_the_examples_and_of_the_documentation_are_valid() throws IOException {
        String docs = Files.readString(AsyncApi.DOCS.resolve("study.md"));
        int block = docs.indexOf("```yaml\ndata:") + "```yaml\n".length();
        for (String study : List.of(
                docs.substring(block, docs.indexOf("```", block)),
                Files.readString(EXAMPLES.resolve("digits.yaml")),
                Files.readString(EXAMPLES.resolve("heat.yaml")))) {
            assertThat(Schemas.objections("study-file.json", Json.yaml().readTree(study)))
                    .as(study)
                    .isEmpty();
        }
    }

    @Test
    void what_a_later_version_adds_is_valid_where_services_write_and_refused_where_users_do() {
        assertThat(Schemas.objections("event.json", bytes("""
                {"id": "s.1/1/w/claimed", "type": "claimed", "study": "s", "time": "2026-01-01T12:00:00Z",
                 "source": "worker/w", "job": "s.1", "attempt": 1, "worker": "w", "mood": "sunny"}"""))).isEmpty();
        assertThat(Schemas.objections("command.json", bytes("""
                {"study": "s", "command": "pause", "mood": "sunny"}"""))).isNotEmpty();
    }

    @Test
    void a_field_that_is_missing_or_of_the_wrong_type_is_refused() {
        for (String event : List.of(
                "'type': 'claimed', 'job': 's.1', 'attempt': 1",
                "'type': 'claimed', 'job': 's.1', 'attempt': '1', 'worker': 'w'",
                "'type': 'claimed', 'job': 's.1', 'attempt': 0, 'worker': 'w'",
                "'type': 'claimed', 'job': '../s.1', 'attempt': 1, 'worker': 'w'",
                "'type': 'unheard_of'",
                "'type': 'ended', 'state': 'running', 'reason': ''")) {
            String whole = "{'id': 'x', 'study': 's', 'time': '2026-01-01T12:00:00Z', 'source': 'w', " + event + "}";
            assertThat(Schemas.objections("event.json", bytes(whole.replace('\'', '"'))))
                    .as(event)
                    .isNotEmpty();
        }
        assertThat(Schemas.objections("pool.json", bytes("""
                {"type": "tick", "owner": "o", "number": 1, "time": "yesterday"}"""))).isNotEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
