package dev.trialstream.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.AccessRules;
import dev.trialstream.protocol.kafka.DeadLetter;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.TopicLayout.TopicSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Examples;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares {@code docs/asyncapi.yaml} with the topics, their readers and writers, and the written messages. */
class AsyncApiTest {
    private static final Topics TOPICS = Topics.STANDARD;

    private final AsyncApi api = AsyncApi.read();

    @Test
    void the_channels_are_the_topics_with_their_settings() {
        assertThat(api.channels().stream().map(AsyncApiTest::settings))
                .containsExactlyElementsOf(TopicLayout.of(TOPICS, TopicLayout.PARTITIONS));
        assertThat(api.channels())
                .allSatisfy(channel ->
                        assertThat(channel.binding().path("topic").asString()).isEqualTo(channel.address()));
    }

    private static TopicSettings settings(AsyncApi.Channel channel) {
        Map<String, String> config = channel.binding().path("topicConfiguration").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> value(entry.getValue())));
        return new TopicSettings(
                channel.address(), channel.binding().path("partitions").intValue(), config);
    }

    private static String value(JsonNode setting) {
        return setting.isArray() ? setting.path(0).asString() : setting.asString();
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(api.references()).isNotEmpty().allSatisfy(api::follow);
    }

    @Test
    void everything_in_components_is_used() {
        for (String kind : List.of("messages", "messageTraits", "schemas")) {
            assertThat(api.references())
                    .containsAll(api.root().at("/components/" + kind).properties().stream()
                            .map(entry -> "#/components/" + kind + "/" + entry.getKey())
                            .toList());
        }
    }

    @Test
    void messages_are_named_as_their_headers_name_them() {
        assertThat(names(TOPICS.events())).isEqualTo(types(Examples.facts().map(AsyncApiTest::record)));
        assertThat(names(TOPICS.dispatch(TopicLayout.CPU))).isEqualTo(typesOf(Examples.jobs()));
        assertThat(names(TOPICS.dispatch(TopicLayout.GPU))).isEqualTo(typesOf(Examples.jobs()));
        assertThat(names(TOPICS.workers())).isEqualTo(typesOf(Examples.poolMessages()));
        assertThat(names(TOPICS.decisions()))
                .isEqualTo(types(Examples.decisions().map(it -> Records.decision(TOPICS, it, "test"))));
        assertThat(names(TOPICS.best())).isEqualTo(typesOf(Examples.bests()));
        assertThat(names(TOPICS.summaries())).containsExactly("dev.trialstream.study_summary");
        assertThat(names(TOPICS.positions())).containsExactly("dev.trialstream.position");
        assertThat(names(TOPICS.studies())).containsExactly("dev.trialstream.command", "dev.trialstream.study");
        assertThat(names(TOPICS.requests())).containsExactly("dev.trialstream.trial_request");
    }

    private Set<String> names(String topic) {
        return channel(topic).messages().stream()
                .map(AsyncApi.Message::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> typesOf(Stream<?> messages) {
        return types(messages.map(
                message -> Records.record("t", "s", "x", message.getClass().getSimpleName(), "test", new byte[0])));
    }

    private static Set<String> types(Stream<ProducerRecord<byte[], byte[]>> records) {
        return records.map(record -> text(record.headers(), "ce_type")).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("dev.trialstream.protocol.message.Examples#facts")
    void an_event_has_the_key_the_headers_and_the_schema_that_are_said_of_it(Fact fact) {
        ProducerRecord<byte[], byte[]> record = record(fact);
        AsyncApi.Message message = channel(record.topic()).messages().stream()
                .filter(it -> it.name().equals(text(record.headers(), "ce_type")))
                .findFirst()
                .orElseThrow();
        assertThat(Schemas.objections(message.schema().path("$ref").asString(), record.value()))
                .isEmpty();
        assertThat(Schemas.objectionsOf(message.key(), Json.json().valueToTree(utf8(record.key()))))
                .isEmpty();
        ObjectNode headers = headers(record.headers());
        assertThat(Schemas.objectionsOf(message.headers(), headers)).isEmpty();
        assertThat(message.headers().path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(headers.propertyNames());
    }

    @Test
    void messages_are_keyed_by_what_is_said_of_them() {
        Map<String, Set<String>> keys = new HashMap<>();
        api.channels()
                .forEach(channel -> channel.messages()
                        .forEach(message -> keys.computeIfAbsent(channel.address(), topic -> new TreeSet<>())
                                .add(message.keyed())));
        Set<String> study = Set.of("The study.");
        Set<String> anything = Set.of("Anything, or nothing.");
        assertThat(keys)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry(TOPICS.studies(), study),
                        Map.entry(TOPICS.dispatch(TopicLayout.GPU), study),
                        Map.entry(TOPICS.requests(), anything),
                        Map.entry(TOPICS.events(), study),
                        Map.entry(TOPICS.dispatch(TopicLayout.CPU), study),
                        Map.entry(TOPICS.decisions(), study),
                        Map.entry(TOPICS.summaries(), study),
                        Map.entry(
                                TOPICS.workers(), Set.of("The worker.", "The study.", "The orchestrator that ticks.")),
                        Map.entry(TOPICS.best(), study),
                        Map.entry(TOPICS.positions(), Set.of("The kind, the topic and the partition.")),
                        Map.entry(TOPICS.deadLetters(), anything)));
    }

    @Test
    void values_are_json_of_schemas_of_2020_12_but_for_dead_letters() {
        api.channels()
                .forEach(channel -> channel.messages().forEach(message -> {
                    assertThat(message.schemaFormat()).isEqualTo("application/schema+json;version=2020-12");
                    boolean known = message.schema().has("$ref");
                    assertThat(known)
                            .as(message.id())
                            .isNotEqualTo(channel.address().equals(TOPICS.deadLetters()));
                    assertThat(message.title())
                            .isEqualTo(Schemas.resolved(message.schema())
                                    .path("title")
                                    .asString());
                }));
    }

    @Test
    void a_dead_letter_says_in_its_headers_what_is_said_of_them() {
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(
                TOPICS, new ConsumerRecord<>(TOPICS.studies(), 1, 7, new byte[0], new byte[0]), "study: not JSON");
        JsonNode said = channel(TOPICS.deadLetters()).messages().get(0).headers();
        ObjectNode headers = headers(letter.headers());
        assertThat(Schemas.objectionsOf(said, headers)).isEmpty();
        assertThat(said.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(headers.propertyNames());
    }

    @Test
    void who_sends_and_who_receives_is_who_may() {
        for (AccessRules.Role role : AccessRules.Role.values()) {
            assertThat(topics(role, "send")).as("%s writes", role).isEqualTo(granted(role, AclOperation.WRITE));
            assertThat(topics(role, "receive")).as("%s reads", role).isEqualTo(granted(role, AclOperation.READ));
        }
    }

    private Set<String> topics(AccessRules.Role role, String action) {
        return api.channels().stream()
                .filter(channel -> channel.operations(action).stream()
                        .anyMatch(it -> it.role().equals(role.name().toLowerCase(Locale.ROOT))))
                .map(AsyncApi.Channel::address)
                .collect(Collectors.toSet());
    }

    private static Set<String> granted(AccessRules.Role role, AclOperation operation) {
        Set<String> topics =
                TopicLayout.of(TOPICS, 1).stream().map(TopicSettings::name).collect(Collectors.toSet());
        return AccessRules.of(role, TOPICS, "User:x").stream()
                .filter(rule -> rule.entry().operation() == operation)
                .map(rule -> rule.pattern().name())
                .filter(topics::contains)
                .collect(Collectors.toSet());
    }

    @Test
    void workers_write_what_a_worker_says() {
        Set<Class<?>> fromWorker = Set.copyOf(Arrays.asList(Fact.FromWorker.class.getPermittedSubclasses()));
        Set<String> said = RecordComparison.members(Fact.class).entrySet().stream()
                .filter(entry -> fromWorker.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(channel(TOPICS.events()).operations("send").stream()
                        .filter(it -> it.role().equals("worker"))
                        .map(AsyncApi.Operation::messages)
                        .flatMap(Collection::stream))
                .containsExactlyInAnyOrderElementsOf(said);
    }

    @Test
    void every_operation_says_what_it_is_for() {
        assertThat(api.operations().map(AsyncApi.Operation::id))
                .containsExactlyInAnyOrderElementsOf(
                        api.root().path("operations").propertyNames());
        assertThat(api.operations()).allSatisfy(it -> assertThat(it.summary()).endsWith("."));
    }

    private AsyncApi.Channel channel(String topic) {
        return api.channels().stream()
                .filter(channel -> channel.address().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private static ProducerRecord<byte[], byte[]> record(Fact fact) {
        return Records.event(TOPICS, HistoryEvent.of("s", Examples.NOON, "orchestrator", "because", fact));
    }

    private static ObjectNode headers(Headers headers) {
        ObjectNode all = Json.json().createObjectNode();
        headers.forEach(header -> all.put(header.key(), utf8(header.value())));
        return all;
    }

    private static String text(Headers headers, String name) {
        return utf8(headers.lastHeader(name).value());
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
