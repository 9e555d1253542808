package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every decision from now on. A worker reads all partitions without a group, and claims nothing before it stands at
 * their ends; a decision that was made earlier and still matters is repeated by whoever made it.
 */
public final class DecisionTail implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionTail.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final Topics topics;
    private final String worker;
    private final BooleanSupplier running;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Map<String, Decision> stops = new ConcurrentHashMap<>();
    private final Map<String, Decision> fences = new ConcurrentHashMap<>();

    public DecisionTail(ClientSettings settings, Topics topics, String worker, BooleanSupplier running) {
        this.settings = settings;
        this.topics = topics;
        this.worker = worker;
        this.running = running;
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("decisions-" + worker))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topics.decisions()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ready.countDown();
            while (running.getAsBoolean()) {
                consumer.poll(POLL).forEach(this::take);
            }
        }
    }

    /** Waits until no later decision can be missed; false where that took longer. */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What this worker is to obey about an attempt that it holds. */
    public Optional<Decision> verdict(String job, int attempt) {
        Decision fence = fences.get(held(job, attempt));
        return Optional.ofNullable(fence == null ? stops.get(job) : fence);
    }

    /** The job has ended here: its decisions are no longer needed. */
    public void forget(String job, int attempt) {
        stops.remove(job);
        fences.remove(held(job, attempt));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Decision decision = Messages.read(record.value(), Decision.class);
            if (decision.type() == Decision.Type.STOP) {
                stops.putIfAbsent(decision.job(), decision);
            } else if (decision.type() == Decision.Type.FENCE && worker.equals(decision.worker())) {
                fences.putIfAbsent(held(decision.job(), decision.attempt()), decision);
            }
        } catch (Messages.UnreadableMessage e) {
            LOG.warn("skipped record {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }

    private static String held(String job, int attempt) {
        return job + "/" + attempt;
    }
}
