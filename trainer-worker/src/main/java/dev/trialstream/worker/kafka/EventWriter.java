package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a worker's messages. Every call returns once all replicas have the message. Thread-safe.
 *
 * <p>Events are sent again for as long as the broker does not take them: its trouble is never the trial's fault. The
 * lease of a job is counted in ticks of the log, which stand still as well. An event that is written twice is one event.
 */
public final class EventWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

    /** The client's own default. */
    private static final String DELIVERY_MS = "120000";

    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final PersistentProducer producer;
    private final Duration delivery;
    private final Topics topics;
    private final String worker;
    private final Clock clock;
    private final Map<String, LongAdder> written;

    public EventWriter(ClientSettings settings, Topics topics, String worker, Clock clock) {
        this(settings.producer("worker-" + worker), KafkaProducer::new, topics, worker, clock);
    }

    /** @param open makes the producer out of its settings */
    EventWriter(
            Properties producing,
            Function<Properties, Producer<byte[], byte[]>> open,
            Topics topics,
            String worker,
            Clock clock) {
        this.producer = new PersistentProducer(() -> open.apply(producing));
        this.delivery = Duration.ofMillis(
                Long.parseLong(producing.getProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS)));
        this.topics = topics;
        this.worker = worker;
        this.clock = clock;
        this.written = Stream.of(Fact.FromWorker.class.getPermittedSubclasses())
                .collect(Collectors.toUnmodifiableMap(EventWriter::kind, it -> new LongAdder()));
    }

    private static String kind(Class<?> fact) {
        return fact.getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Counts the events by type. */
    public void bindTo(MeterRegistry registry, String device) {
        written.forEach((kind, count) -> FunctionCounter.builder("trialstream.worker.events", count, LongAdder::sum)
                .description("Events that this worker wrote into the history")
                .tag("type", kind)
                .tag("device", device)
                .register(registry));
    }

    /**
     * Writes a fact into the history of its study, however long that takes.
     *
     * @throws KafkaException if no broker would take the event, because of its size
     */
    public void write(String study, Fact fact) {
        producer.sendUntilAcknowledged(event(study, fact));
        count(fact);
    }

    /**
     * Writes a fact into the history of its study.
     *
     * @throws KafkaException if the broker does not take it in time; the fact may be written or not
     */
    public void writeOnce(String study, Fact fact) {
        try {
            producer.send(event(study, fact)).get();
            count(fact);
        } catch (ExecutionException e) {
            throw known(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private ProducerRecord<byte[], byte[]> event(String study, Fact fact) {
        return Records.event(topics, HistoryEvent.of(study, clock.instant(), "worker/" + worker, null, fact));
    }

    private void count(Fact fact) {
        Optional.ofNullable(written.get(kind(fact.getClass()))).ifPresent(LongAdder::increment);
    }

    /** Why the broker refuses this worker's events, although it answers; empty if it takes them. */
    public Optional<String> refusal() {
        return producer.refusal().map(KafkaException::getMessage);
    }

    /**
     * Writes a heartbeat like any other message.
     *
     * @return its offset in the topic
     * @throws IllegalStateException if the client has neither sent it nor given up in time: its thread is gone, as
     *     after an OutOfMemoryError, and this worker can no longer write
     */
    public long write(PoolMessage.Heartbeat heartbeat) {
        Future<RecordMetadata> sent = producer.send(record(heartbeat));
        try {
            if (!isSettled(sent, delivery) && !isSettled(sent, MARGIN)) {
                throw new IllegalStateException("nothing that this worker says is sent any more");
            }
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw known(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Writes without guarantee, and gives up after {@code patience}: the broker may already be gone. */
    public void tryWrite(PoolMessage.Heartbeat heartbeat, Duration patience) {
        try {
            producer.send(record(heartbeat)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("the farewell was not heard: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProducerRecord<byte[], byte[]> record(PoolMessage.Heartbeat heartbeat) {
        String id = worker + "/heartbeat/" + heartbeat.time().toEpochMilli();
        return Records.record(topics.workers(), worker, id, "Heartbeat", "worker/" + worker, Messages.write(heartbeat));
    }

    /** Waits in two steps, because the first wait may have elapsed while the whole process was frozen. */
    private static boolean isSettled(Future<RecordMetadata> sent, Duration patience)
            throws ExecutionException, InterruptedException {
        try {
            sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static KafkaException known(ExecutionException e) {
        return e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }

    @Override
    public void close() {
        producer.close();
    }
}
