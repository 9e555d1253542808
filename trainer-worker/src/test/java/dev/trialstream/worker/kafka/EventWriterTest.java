package dev.trialstream.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.PoolMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventWriterTest {
    private static final Fact CLAIMED = new Fact.Claimed("s.1", 1, "w");
    private static final PoolMessage.Heartbeat HEARTBEAT = new PoolMessage.Heartbeat(
            "w",
            1,
            List.of(),
            "cpu",
            0,
            new PoolMessage.Repertoire(List.of(), List.of()),
            "1",
            false,
            Instant.parse("2026-01-01T00:00:00Z"));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final EventWriter writer =
            new EventWriter(new Properties(), any -> producer, Topics.STANDARD, "w", Clock.systemUTC());

    @Test
    void an_event_is_sent_again_until_the_broker_has_it() throws Exception {
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> writer.write("s", CLAIMED));
        for (int outage = 0; outage < 5; outage++) {
            settle(new TimeoutException("120000 ms has passed since batch creation"));
        }
        assertThat(written).isNotDone();
        await(producer::completeNext);

        written.get(10, TimeUnit.SECONDS);
        assertThat(producer.history()).hasSize(6);
        assertThat(producer.history())
                .allSatisfy(record -> assertThat(record.value())
                        .isEqualTo(producer.history().get(0).value()));
    }

    @Test
    void an_event_that_the_broker_will_never_take_is_a_failure() {
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> writer.write("s", CLAIMED));
        settle(new RecordTooLargeException("too large"));
        assertThatThrownBy(() -> written.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RecordTooLargeException.class);
    }

    /** Whatever a broker or its administrator does to a client, the event is written once that is over. */
    @ParameterizedTest
    @MethodSource("refusals")
    void a_producer_that_cannot_go_on_is_replaced(KafkaException refusal) throws Exception {
        Deque<MockProducer<byte[], byte[]>> opened = new ConcurrentLinkedDeque<>();
        try (EventWriter persistent =
                new EventWriter(new Properties(), any -> opened(opened), Topics.STANDARD, "w", Clock.systemUTC())) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> persistent.write("s", CLAIMED));
            for (int refused = 1; refused <= 3; refused++) {
                int now = refused;
                await(() -> opened.size() == now && opened.getLast().errorNext(refusal));
            }
            await(() -> opened.size() == 4 && opened.getLast().completeNext());
            written.get(10, TimeUnit.SECONDS);
        }
        assertThat(opened).allMatch(MockProducer::closed);
    }

    static Stream<KafkaException> refusals() {
        return Stream.of(
                new TopicAuthorizationException("not allowed to write"),
                new ClusterAuthorizationException("not allowed to write"),
                new SaslAuthenticationException("no such user"),
                new ProducerFencedException("another one"),
                new InvalidProducerEpochException("older"),
                new UnsupportedVersionException("older broker"),
                new KafkaException("cannot go on"));
    }

    @Test
    void a_heartbeat_that_is_refused_leaves_a_producer_that_can_go_on() {
        Deque<MockProducer<byte[], byte[]>> opened = new ConcurrentLinkedDeque<>();
        try (EventWriter persistent =
                new EventWriter(new Properties(), any -> opened(opened), Topics.STANDARD, "w", Clock.systemUTC())) {
            CompletableFuture<Void> beat = CompletableFuture.runAsync(() -> persistent.write(HEARTBEAT));
            await(() -> opened.getLast().errorNext(new TopicAuthorizationException("not allowed to write")));
            assertThatThrownBy(() -> beat.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            await(() -> opened.size() == 2);
        }
    }

    private static MockProducer<byte[], byte[]> opened(Deque<MockProducer<byte[], byte[]>> all) {
        MockProducer<byte[], byte[]> fresh =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        all.add(fresh);
        return fresh;
    }

    private void settle(RuntimeException trouble) {
        await(() -> producer.errorNext(trouble));
    }

    private static void await(java.util.concurrent.Callable<Boolean> settled) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(settled);
    }
}
