package dev.trialstream.orchestrator.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.StudySummary;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the summaries of all studies, whichever process owns them, to compute the demand for slots. */
public final class DemandWatcher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DemandWatcher.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final Topics topics;
    private final Predicate<String> scope;
    private final BooleanSupplier running;
    private volatile @Nullable Demand demand;

    /**
     * @param scope studies that this pool's workers serve
     * @param running false once the loop must end
     */
    public DemandWatcher(ClientSettings settings, Topics topics, Predicate<String> scope, BooleanSupplier running) {
        this.settings = settings;
        this.topics = topics;
        this.scope = scope;
        this.running = running;
    }

    /** The latest demand; empty until all summaries have been read once. */
    public Optional<Demand> demand() {
        return Optional.ofNullable(demand);
    }

    @Override
    public void run() {
        Map<String, Demand.Wish> wishes = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("demand-watcher"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topics.summaries()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            boolean whole = false;
            while (running.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                records.forEach(record -> take(record, wishes));
                boolean first = !whole
                        && partitions.stream().allMatch(it -> consumer.position(it) >= ends.getOrDefault(it, 0L));
                whole = whole || first;
                if (first || (whole && !records.isEmpty())) {
                    demand = new Demand(wishes);
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Map<String, Demand.Wish> wishes) {
        String study = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (!scope.test(study)) {
            return;
        }
        if (record.value() == null) {
            wishes.remove(study);
            return;
        }
        try {
            StudySummary summary = Messages.read(record.value(), StudySummary.class);
            if (summary.state().hasEnded()) {
                wishes.remove(study);
            } else {
                wishes.put(study, Demand.Wish.of(summary));
            }
        } catch (RuntimeException e) { // the topic may contain foreign records
            LOG.warn("skipped record {} of {}: {}", record.offset(), record.topic(), e.toString());
        }
    }
}
