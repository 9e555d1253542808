package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Messages;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every decision from now on. A worker reads all partitions without a group, and claims nothing before it has
 * reached their ends. An earlier decision that still matters is repeated by its author.
 */
public final class DecisionTail implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionTail.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int REMEMBERED = 10_000;

    private final ClientSettings settings;
    private final Topics topics;
    private final String worker;
    private final BooleanSupplier running;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Map<String, Decision> stops = bounded();
    private final Map<String, Decision> ofAttempts = bounded();

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

    /** Waits until no later decision can be missed; false if that takes longer than {@code patience}. */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether no later decision can be missed. */
    public boolean isReady() {
        return ready.getCount() == 0;
    }

    /** The decision for an attempt that this worker holds, if any. */
    public Optional<Decision> verdict(String job, int attempt) {
        Decision ofAttempt = ofAttempts.get(held(job, attempt));
        return Optional.ofNullable(ofAttempt == null ? stops.get(job) : ofAttempt);
    }

    /** The job has ended here; its decisions are no longer needed. */
    public void forget(String job, int attempt) {
        stops.remove(job);
        ofAttempts.remove(held(job, attempt));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Decision decision = Messages.read(record.value(), Decision.class);
            take(decision);
        } catch (Messages.UnreadableMessage e) {
            LOG.warn("skipped record {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }

    private void take(Decision decision) {
        switch (decision.type()) {
            case STOP -> stops.putIfAbsent(decision.job(), decision);
            case PAUSE, SUSPEND -> ofAttempts.putIfAbsent(held(decision.job(), decision.attempt()), decision);
            case FENCE -> {
                if (((Decision.Fence) decision).worker().equals(worker)) {
                    ofAttempts.putIfAbsent(held(decision.job(), decision.attempt()), decision);
                }
            }
            case RESUME, RETIRE, CONFIRM, PROMOTE, DIAGNOSE -> {}
        }
    }

    /** Keeps only the newest: most decisions concern other workers' jobs, and old ones no longer matter. */
    private static Map<String, Decision> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Decision> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    private static String held(String job, int attempt) {
        return job + "/" + attempt;
    }
}
