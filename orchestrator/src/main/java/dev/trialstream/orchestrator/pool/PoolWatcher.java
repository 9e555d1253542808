package dev.trialstream.orchestrator.pool;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the pool's topic, and ticks it while it is this process's turn. Never more than one tick is outstanding, so
 * that none pile up while the broker is away.
 */
public final class PoolWatcher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PoolWatcher.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final ClientSettings settings;
    private final Topics topics;
    private final String owner;
    private final BooleanSupplier mayTick;
    private final BooleanSupplier running;
    private final Clock clock;
    private volatile int slots;
    private long ticked;
    private volatile boolean tickOutstanding;
    private long lastTickNanos = System.nanoTime();

    /**
     * @param owner name of this process in its ticks
     * @param mayTick whether this process is the one that ticks
     * @param running false once the loop is to end
     */
    public PoolWatcher(
            ClientSettings settings,
            Topics topics,
            String owner,
            BooleanSupplier mayTick,
            BooleanSupplier running,
            Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.owner = owner;
        this.mayTick = mayTick;
        this.running = running;
        this.clock = clock;
    }

    /** Slots of the pool as last read. */
    public int slots() {
        return slots;
    }

    @Override
    public void run() {
        PoolLog pool = new PoolLog();
        TopicPartition partition = new TopicPartition(topics.workers(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("pool-watcher"));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("pool-ticker"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (running.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(pool, record);
                }
                slots = pool.slots();
                tick(producer);
            }
        }
    }

    private void take(PoolLog pool, ConsumerRecord<byte[], byte[]> record) {
        try {
            PoolMessage message = Messages.read(record.value(), PoolMessage.class);
            pool.apply(message);
            if (message instanceof PoolMessage.Tick tick && tick.owner().equals(owner)) {
                tickOutstanding = false;
            }
        } catch (Messages.UnreadableMessage e) {
            LOG.warn("skipped record {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback has the outcome
    private void tick(KafkaProducer<byte[], byte[]> producer) {
        if (tickOutstanding || !mayTick.getAsBoolean() || System.nanoTime() - lastTickNanos < TICK.toNanos()) {
            return;
        }
        tickOutstanding = true;
        lastTickNanos = System.nanoTime();
        PoolMessage.Tick tick = new PoolMessage.Tick(owner, ++ticked, clock.instant());
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
