package dev.trialstream.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EventWriterTest {
    private static final Fact CLAIMED = new Fact.Claimed("s.1", 1, "w");

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

    private void settle(RuntimeException trouble) {
        await(() -> producer.errorNext(trouble));
    }

    private static void await(java.util.concurrent.Callable<Boolean> settled) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(settled);
    }
}
