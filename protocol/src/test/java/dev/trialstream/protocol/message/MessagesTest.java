package dev.trialstream.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MessagesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @MethodSource("dev.trialstream.protocol.message.Examples#facts")
    void an_event_reads_back_as_it_was_written(Fact fact) {
        HistoryEvent event = HistoryEvent.of("s", NOON, "orchestrator", "because", fact);
        assertThat(Messages.readEvent(Messages.write(event))).isEqualTo(event);
    }

    @Test
    void every_kind_of_fact_is_tried() {
        assertThat(Examples.facts().map(Object::getClass).distinct().count())
                .isEqualTo(Stream.of(Fact.class.getDeclaredClasses())
                        .filter(Class::isRecord)
                        .count());
    }

    @Test
    void an_event_is_one_flat_object_in_snake_case() {
        Fact fact = new Fact.Epoch("s.3", 1, "w", 2, Map.of("validation_error", 0.25), 0.5, 2000, "c");
        JsonNode json = Json.json().readTree(Messages.write(HistoryEvent.of("s", NOON, "worker/w", null, fact)));
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "type",
                        "study",
                        "time",
                        "source",
                        "job",
                        "attempt",
                        "worker",
                        "epoch",
                        "metrics",
                        "seconds",
                        "rows_per_second",
                        "checkpoint");
        assertThat(json.get("type").stringValue()).isEqualTo("epoch");
        assertThat(json.get("id").stringValue()).isEqualTo("s.3/1/w/epoch/2");
        assertThat(json.get("metrics").get("validation_error").doubleValue()).isEqualTo(0.25);
    }

    @Test
    void fields_that_a_later_version_adds_are_ignored() {
        String later = """
                {"id":"s.1/1/w/claimed","type":"claimed","study":"s","time":"2026-01-01T12:00:00Z","source":"worker/w",
                 "job":"s.1","attempt":1,"worker":"w","mood":"sunny"}""";
        assertThat(Messages.readEvent(later.getBytes(StandardCharsets.UTF_8)).fact())
                .isEqualTo(new Fact.Claimed("s.1", 1, "w"));
    }

    @Test
    void bytes_that_are_no_event_are_told_as_such() {
        for (String text : List.of(
                "",
                "nonsense",
                "{}",
                "[]",
                "null",
                "{\"type\":\"claimed\"}",
                "{\"id\":\"a\",\"type\":\"unheard-of\",\"study\":\"s\",\"time\":\"2026-01-01T12:00:00Z\",\"source\":\"x\"}",
                "{\"id\":\"a\",\"type\":\"claimed\",\"study\":\"s\",\"time\":\"yesterday\",\"source\":\"x\"}")) {
            assertThatThrownBy(() -> Messages.readEvent(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(Messages.UnreadableMessage.class);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trialstream.protocol.message.Examples#messages")
    void every_other_message_reads_back_as_it_was_written(Examples.Message message) {
        assertThat(Messages.read(Messages.write(message.value()), message.type()))
                .isEqualTo(message.value());
    }
}
