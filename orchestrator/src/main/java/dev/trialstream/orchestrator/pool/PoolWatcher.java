package dev.trialstream.orchestrator.pool;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Lease;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.protocol.service.BrokerPulse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the pool's topic, and ticks it while this process is responsible. At most one tick is outstanding, so that
 * none pile up while the broker is away.
 */
public final class PoolWatcher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PoolWatcher.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final Topics topics;
    private final String owner;
    private final BooleanSupplier mayTick;
    private final Supplier<Optional<Demand>> demand;
    private final BooleanSupplier running;
    private final Clock clock;
    private final PoolLog log = new PoolLog();
    private final BrokerPulse pulse = new BrokerPulse(System::nanoTime);
    private volatile @Nullable Pool pool;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reader;
    private long position = -1;
    private long ticked;
    private volatile boolean tickOutstanding;
    private long lastTickNanos = System.nanoTime();

    /**
     * @param owner name of this process in its ticks
     * @param mayTick whether this process is responsible for ticks
     * @param demand for slots, which the ticks carry
     * @param running false once the loop must end
     */
    public PoolWatcher(
            ClientSettings settings,
            Topics topics,
            String owner,
            BooleanSupplier mayTick,
            Supplier<Optional<Demand>> demand,
            BooleanSupplier running,
            Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.owner = owner;
        this.mayTick = mayTick;
        this.demand = demand;
        this.running = running;
        this.clock = clock;
    }

    /** The latest pool; empty until its log has been read to the end once. */
    public Optional<Pool> pool() {
        return Optional.ofNullable(pool);
    }

    /** Whether the broker answers. */
    public boolean isHeard() {
        KafkaConsumer<byte[], byte[]> current = reader;
        return current != null && pulse.isHeard(current.metrics());
    }

    /** Continues from its last position after a restart, because ticks must not be counted twice. */
    @Override
    public void run() {
        TopicPartition partition = new TopicPartition(topics.workers(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("pool-watcher"));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("pool-ticker"))) {
            reader = consumer;
            consumer.assign(List.of(partition));
            if (position < 0) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            tickOutstanding = false;
            while (running.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                records.forEach(this::take);
                position = consumer.position(partition);
                if (position >= end) {
                    pool = pool == null || !records.isEmpty() ? log.pool() : pool;
                    tick(producer);
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            PoolMessage message = Messages.read(record.value(), PoolMessage.class);
            log.apply(message);
            if (message instanceof PoolMessage.Tick tick && tick.owner().equals(owner)) {
                tickOutstanding = false;
            }
        } catch (Messages.UnreadableMessage e) {
            LOG.warn("skipped record {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback handles the outcome
    private void tick(KafkaProducer<byte[], byte[]> producer) {
        if (tickOutstanding || !mayTick.getAsBoolean() || System.nanoTime() - lastTickNanos < Lease.TICK.toNanos()) {
            return;
        }
        tickOutstanding = true;
        lastTickNanos = System.nanoTime();
        PoolMessage.Tick tick = new PoolMessage.Tick(
                owner, ++ticked, demand.get().map(Demand::slotsByDevice).orElse(null), clock.instant());
        String id = owner + "/tick/" + tick.number();
        producer.send(
                Records.record(topics.workers(), owner, id, "Tick", "orchestrator", Messages.write(tick)),
                (metadata, error) -> {
                    if (error != null) {
                        LOG.warn("tick {} was not written: {}", tick.number(), error.getMessage());
                        tickOutstanding = false;
                    }
                });
    }
}
