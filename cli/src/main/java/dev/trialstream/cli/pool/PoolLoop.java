package dev.trialstream.cli.pool;

import dev.trialstream.orchestrator.pool.PoolLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows the pool's topic, and adjusts the number of workers to the wanted slots in its ticks. */
final class PoolLoop implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final ClientSettings settings;
    private final Topics topics;
    private final String device;
    private final PoolSize size;
    private final WorkerProcesses crew;
    private final Consumer<String> news;
    private final BooleanSupplier running;
    private final Clock clock;

    /**
     * @param device class of the workers
     * @param news receives a line for every change
     */
    PoolLoop(
            ClientSettings settings,
            Topics topics,
            String device,
            PoolSize size,
            WorkerProcesses crew,
            Consumer<String> news,
            BooleanSupplier running,
            Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.device = device;
        this.size = size;
        this.crew = crew;
        this.news = news;
        this.running = running;
        this.clock = clock;
    }

    @Override
    public void run() {
        TopicPartition partition = new TopicPartition(topics.workers(), 0);
        PoolLog log = new PoolLog();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("pool"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (running.getAsBoolean()) {
                consumer.poll(POLL).forEach(record -> {
                    try {
                        log.apply(Messages.read(record.value(), PoolMessage.class));
                    } catch (Messages.UnreadableMessage foreign) {
                        // no action needed
                    }
                });
                if (consumer.position(partition) >= end) {
                    adjust(log);
                }
            }
        }
    }

    private void adjust(PoolLog log) {
        int slots = log.wanted().getOrDefault(device, 0);
        int before = crew.size();
        Map<String, Set<PoolMessage.Held>> held = log.pool().held();
        crew.adjust(
                size.at(clock.instant(), slots),
                clock.instant(),
                name -> held.getOrDefault(name, Set.of()).size());
        if (crew.size() != before) {
            news.accept("workers " + before + " -> " + crew.size() + " (" + slots + " slots wanted)");
        }
    }
}
