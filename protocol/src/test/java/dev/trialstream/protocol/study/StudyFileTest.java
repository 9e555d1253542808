package dev.trialstream.protocol.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.schema.Schemas;
import dev.trialstream.protocol.study.StudyFileKeys.Group;
import dev.trialstream.protocol.study.key.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the reader, the schema and the documentation of a study file to its keys. After a change of a key {@code mvn
 * -pl
 * protocol test -Dtest=StudyFileTest -Drender=true} writes the schema and the table in the documentation anew.
 */
class StudyFileTest {
    private static final Path SCHEMA = Schemas.FOLDER.resolve("study-file.json");
    private static final Path DOCS = Path.of("..", "docs", "study.md");
    private static final String BEGIN = "<!-- keys, written by StudyFileTest -->\n";
    private static final String END = "<!-- end of keys -->\n";
    private static final StudyReader READER = new StudyReader(PolicyReader.LENIENT);

    /** Keys that only make sense together with another key. */
    private static final Set<String> NEEDS_OTHERS = Set.of(
            "data.csv",
            "data.images",
            "data.idx",
            "data.sequences",
            "data.split.train",
            "data.split.validation",
            "data.split.test",
            "space.x.min",
            "space.x.max",
            "space.x.step",
            "trainer.name");

    /** Refused for a reason that a schema cannot express: the length of a time span. */
    private static boolean isBeyondASchema(Key<?> key, JsonNode value) {
        return key.schema().path("$ref").asString("").endsWith("duration") && value.isString();
    }

    static List<Group> groups() {
        return StudyFileKeys.groups();
    }

    record Case(Group group, Key<?> key) {
        @Override
        public String toString() {
            return group.pointer() + " " + group.pathOf(key);
        }
    }

    static Stream<Case> keys() {
        // the seed of the search is read by policies
        return groups().stream()
                .filter(group -> !group.path().equals("search"))
                .flatMap(group -> group.keys().stream().map(key -> new Case(group, key)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_value_beyond_the_bounds_of_a_key_is_refused_in_one_line_that_names_it(Case at) {
        List<JsonNode> wrong = Values.beyond(at.key().type());
        assertThat(wrong).hasSizeGreaterThan(3);
        for (JsonNode value : wrong) {
            ObjectNode study = at.group().with(at.key(), value);
            String text = Json.json().writeValueAsString(study);
            assertThatThrownBy(() -> READER.yaml(Json.yaml().writeValueAsString(study)))
                    .as(text)
                    .isInstanceOfSatisfying(InvalidStudy.class, refused -> {
                        assertThat(refused.field()).startsWith(at.group().pathOf(at.key()));
                        assertThat(refused.getMessage().lines()).hasSize(1);
                        assertThat(refused.getMessage()).hasSizeLessThan(400);
                    });
            if (!isBeyondASchema(at.key(), value)) {
                assertThat(Schemas.objections("study-file.json", study))
                        .as(text)
                        .isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void the_values_at_the_bounds_of_a_key_are_read_and_recorded(Case at) {
        List<JsonNode> right = Values.within(at.key().type());
        assertThat(right).isNotEmpty();
        for (JsonNode value : right) {
            assertThat(write(at.key(), value))
                    .isEqualTo(write(at.key(), Json.json().readTree(write(at.key(), value))));
            if (!NEEDS_OTHERS.contains(at.group().pathOf(at.key()))) {
                ObjectNode study = at.group().with(at.key(), value);
                assertThatCode(() -> READER.yaml(Json.yaml().writeValueAsString(study)))
                        .as(String.valueOf(study))
                        .doesNotThrowAnyException();
                assertThat(Schemas.objections("study-file.json", study))
                        .as(String.valueOf(study))
                        .isEmpty();
            }
        }
    }

    private static <T> String write(Key<T> key, JsonNode value) {
        return String.valueOf(key.type().write(key.type().read(value, key.name())));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void a_key_that_is_none_is_refused(Group group) {
        assumeFalse(group.path().equals("search")); // for the sampler to interpret
        Key<String> none = Key.text("wobble", 5, "nothing");
        assertThatThrownBy(() -> READER.yaml(Json.yaml()
                        .writeValueAsString(
                                group.with(none, Json.json().getNodeFactory().stringNode("x")))))
                .isInstanceOf(InvalidStudy.class)
                .satisfies(refused -> assertThat(refused).hasMessageContaining("wobble"));
    }

    @Test
    void every_list_has_a_most() {
        for (StudyFileKeys.Lists list : StudyFileKeys.lists()) {
            int most = list.items().most();
            assertThatCode(() -> READER.yaml(study(list, most))).as(list.path()).doesNotThrowAnyException();
            for (int count : list.items().least() == 0 ? new int[] {most + 1} : new int[] {0, most + 1}) {
                assertThatThrownBy(() -> READER.yaml(study(list, count)))
                        .as(list.path())
                        .isInstanceOf(InvalidStudy.class)
                        .hasMessageStartingWith(list.path() + ": expected ");
                assertThat(Schemas.objections("study-file.json", Json.yaml().readTree(study(list, count))))
                        .as(list.path())
                        .isNotEmpty();
            }
        }
    }

    private static String study(StudyFileKeys.Lists list, int count) {
        return list.study()
                .formatted(IntStream.range(0, count)
                        .mapToObj(i -> list.item() == null ? String.valueOf(i) : list.item())
                        .collect(Collectors.joining(", ", "[", "]")));
    }

    @Test
    void every_object_of_parameters_has_a_most() {
        int most = SpaceReader.MOST_PARAMETERS;
        String head = "trainer: {type: external}\nobjective: {metric: loss}\n";
        for (String study : List.of(
                head + "fixed: {%s}\nspace: {x: {type: boolean}}",
                head + "space: {%s}",
                head + "space: {x: {type: boolean}}\nenqueue: [{%s}]")) {
            String value = study.contains("space: {%s}") ? "{type: boolean}" : "true";
            String many = IntStream.rangeClosed(0, most)
                    .mapToObj(i -> "p" + i + ": " + value)
                    .collect(Collectors.joining(", "));
            assertThatThrownBy(() -> READER.yaml(study.formatted(many)))
                    .hasMessageContaining(": expected at most " + most + " parameters, got " + (most + 1));
            assertThat(Schemas.objections("study-file.json", Json.yaml().readTree(study.formatted(many))))
                    .isNotEmpty();
        }
        String text = "x".repeat(1001);
        assertThatThrownBy(() -> READER.yaml(head + "fixed: {p: " + text + "}"))
                .hasMessageStartingWith("fixed.p: expected a text of at most 1000 characters, got 1001");
    }

    @Test
    void the_schema_has_what_the_keys_say() throws IOException {
        ObjectNode schema = (ObjectNode) Json.json().readTree(Files.readAllBytes(SCHEMA));
        ObjectNode made = schema.deepCopy();
        for (Group group : groups()) {
            ObjectNode properties = (ObjectNode) made.at(group.pointer() + "/properties");
            group.keys().forEach(key -> properties.set(key.name(), key.schema()));
        }
        for (StudyFileKeys.Lists list : StudyFileKeys.lists()) {
            ObjectNode node = (ObjectNode) made.at(list.pointer());
            node.remove("minItems");
            if (list.items().least() > 0) {
                node.put("minItems", list.items().least());
            }
            node.put("maxItems", list.items().most());
        }
        made = (ObjectNode) Json.json().readTree(made.toString()); // numbers as they are read
        if (Boolean.getBoolean("render")) {
            Files.writeString(SCHEMA, SchemaText.of(made));
        }
        assertThat(SchemaText.of(Json.json().readTree(Files.readAllBytes(SCHEMA))))
                .isEqualTo(SchemaText.of(made));
    }

    @Test
    void the_documentation_has_a_row_for_every_key() throws IOException {
        String docs = Files.readString(DOCS);
        int from = docs.indexOf(BEGIN) + BEGIN.length();
        int to = docs.indexOf(END);
        String table = KeyTable.of((ObjectNode) Json.json().readTree(Files.readAllBytes(SCHEMA)));
        if (Boolean.getBoolean("render")) {
            Files.writeString(DOCS, docs.substring(0, from) + table + docs.substring(to));
        }
        docs = Files.readString(DOCS);
        assertThat(docs.substring(docs.indexOf(BEGIN) + BEGIN.length(), docs.indexOf(END)))
                .isEqualTo(table);
    }
}
