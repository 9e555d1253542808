package dev.trialstream.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.DecisionMessage;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.protocol.message.Position;
import dev.trialstream.protocol.message.StudySummary;
import dev.trialstream.protocol.study.Incoming;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recorded messages, one folder for each kind. They never change: today's code must read what was written then. Names
 * mark those that are older than some of today's fields.
 */
class GoldenTest {
    private static final IncomingReader READER = new IncomingReader(PolicyReader.LENIENT);
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "v1");

    /** Readers of the messages that services write. */
    private static final Map<String, Function<byte[], Object>> WRITTEN = Map.of(
            "event", Messages::readEvent,
            "job", value -> Messages.read(value, Job.class),
            "decision", value -> Messages.read(value, Decision.class),
            "summary", value -> Messages.read(value, StudySummary.class),
            "pool", value -> Messages.read(value, PoolMessage.class),
            "best", value -> Messages.read(value, Best.class),
            "position", value -> Messages.read(value, Position.class));

    /** Readers of the messages that users send; a message read from one inbox is written to the other. */
    private static final Map<String, Function<byte[], Object>> SENT = Map.of(
            "study", value -> content(READER.study(value)),
            "command", value -> content(READER.study(value)),
            "trial-request", value -> content(READER.trial(value, () -> "fresh")));

    static List<Path> written() {
        return files(WRITTEN.keySet());
    }

    static List<Path> sent() {
        return files(SENT.keySet());
    }

    @ParameterizedTest
    @MethodSource("written")
    void what_was_written_once_is_read_whole_and_written_again(Path file) {
        byte[] golden = bytes(file);
        Function<byte[], Object> reader = WRITTEN.get(kind(file));
        Object message = reader.apply(golden);
        byte[] again = write(message);
        assertThat(reader.apply(again)).isEqualTo(message);
        assertThat(missing(message)).isEmpty();
        assertThat(lost("", Json.json().readTree(golden), Json.json().readTree(again)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sent")
    void what_was_sent_once_is_read_and_means_the_same_when_it_is_written_again(Path file) {
        Object message = SENT.get(kind(file)).apply(bytes(file));
        assertThat(content(READER.study(Messages.write(message)))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource({"written", "sent"})
    void what_was_written_once_is_valid(Path file) {
        assertThat(Schemas.objections(kind(file) + ".json", bytes(file))).isEmpty();
    }

    @Test
    void there_is_one_of_every_message_of_a_family() {
        assertThat(values("event", "type"))
                .isEqualTo(RecordComparison.members(Fact.class).keySet());
        assertThat(values("job", "type"))
                .isEqualTo(RecordComparison.members(Job.class).keySet());
        assertThat(values("pool", "type"))
                .isEqualTo(RecordComparison.members(PoolMessage.class).keySet());
        assertThat(values("command", "command"))
                .isEqualTo(RecordComparison.members(Command.class).keySet());
        assertThat(values("decision", "type")).isEqualTo(names(DecisionMessage.Type.values()));
        assertThat(values("best", "status")).contains("candidate", "delivered");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_field_of_what_services_write_is_in_one(String kind) {
        ObjectNode schema = Schemas.file(kind + ".json");
        Map<String, Set<String>> fields = new HashMap<>();
        files(Set.of(kind)).forEach(file -> {
            JsonNode message = Json.json().readTree(bytes(file));
            String member = schema.has("oneOf") ? message.path("type").asString() : "";
            fields.computeIfAbsent(member, any -> new HashSet<>()).addAll(message.propertyNames());
        });
        Map<String, ObjectNode> members =
                schema.has("oneOf") ? RecordComparison.branches(schema, "type") : Map.of("", schema);
        members.forEach((member, branch) -> assertThat(fields.get(member))
                .as(member)
                .containsAll(branch.path("properties").propertyNames()));
    }

    static Set<String> kinds() {
        return WRITTEN.keySet();
    }

    @Test
    void there_is_a_folder_of_every_kind() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(WRITTEN.keySet().stream(), SENT.keySet().stream())
                                    .toList());
        }
    }

    /** Components that are null but must not be: a reader would fail on them later. */
    private static List<String> missing(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().flatMap(each -> missing(each).stream()).toList();
        }
        if (!value.getClass().isRecord()) {
            return List.of();
        }
        List<String> missing = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object inner = get(component, value);
            if (inner != null) {
                missing.addAll(missing(inner));
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                missing.add(value.getClass().getSimpleName() + "." + component.getName());
            }
        }
        return missing;
    }

    private static @Nullable Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fields of {@code golden} that differ in {@code again}. */
    private static List<String> lost(String path, JsonNode golden, JsonNode again) {
        if (!golden.isObject()) {
            return golden.equals(again) ? List.of() : List.of(path + ": " + golden + " became " + again);
        }
        return golden.properties().stream()
                .flatMap(field ->
                        lost(path + "/" + field.getKey(), field.getValue(), again.path(field.getKey())).stream())
                .toList();
    }

    private static Object content(Incoming incoming) {
        return incoming instanceof Incoming.OnStudy command
                ? command.command()
                : ((Incoming.NewStudy) incoming).request();
    }

    private static byte[] write(Object message) {
        return message instanceof HistoryEvent event ? Messages.write(event) : Messages.write(message);
    }

    private static Set<String> values(String kind, String field) {
        return files(Set.of(kind)).stream()
                .map(file -> Json.json().readTree(bytes(file)).path(field).asString())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static String kind(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static List<Path> files(Set<String> kinds) {
        try (Stream<Path> files = Files.walk(FOLDER, 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> kinds.contains(kind(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
