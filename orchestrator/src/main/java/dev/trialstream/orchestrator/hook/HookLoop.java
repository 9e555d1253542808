package dev.trialstream.orchestrator.hook;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Imports;
import dev.trialstream.protocol.kafka.Positions;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the hooks of events in the log, each at least once and in the order of its study. Commits an offset once all
 * hooks have accepted everything before it, or have failed too often. A group forgets its offsets after a week without a
 * member, so the position is also kept as a message. Events from before the installation had hooks are not sent.
 */
public final class HookLoop implements Runnable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(HookLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TRIES = 5;
    private static final long FIRST_PAUSE_MS = 500;

    private final Topics topics;
    private final List<Hook> hooks;
    private final BooleanSupplier running;
    private final Delivery delivery = new Delivery();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ClientSettings settings;
    private final Positions positions;
    private final Clock clock;

    /** @param running false once the loop must end */
    public HookLoop(ClientSettings settings, Topics topics, List<Hook> hooks, BooleanSupplier running, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.topics = topics;
        this.hooks = List.copyOf(hooks);
        this.running = running;
        Properties reading = settings.groupReader("hooks", Groups.hooks(topics));
        reading.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "20");
        reading.setProperty(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "3600000");
        this.consumer = new KafkaConsumer<>(reading);
        this.positions = new Positions(settings, topics, "hooks");
    }

    @Override
    public void run() {
        try (consumer;
                positions) {
            consumer.subscribe(List.of(topics.events(), topics.best()), this);
            while (running.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Optional<News> news = newsIn(record);
                    if (news.isPresent() && tell(news.get())) {
                        commit(record);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Commits the start position, so that nothing is lost if this process ends before its first notification. Where the
     * group has no offset, the position kept as a message counts; where there is none either, hooks are new here.
     */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> told = consumer.committed(Set.copyOf(partitions));
        List<TopicPartition> lost = partitions.stream()
                .filter(partition -> told.get(partition) == null)
                .toList();
        told.forEach((partition, offset) -> {
            if (offset != null) {
                keep(partition, offset.offset());
            }
        });
        if (lost.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> kept = Positions.read(settings, topics, Position.Kind.HOOKS);
        Map<TopicPartition, Long> ends = consumer.endOffsets(lost);
        Map<TopicPartition, OffsetAndMetadata> from = new HashMap<>();
        for (TopicPartition partition : lost) {
            long end = ends.getOrDefault(partition, 0L);
            long start = Math.min(end, kept.getOrDefault(partition, end));
            consumer.seek(partition, start);
            from.put(partition, new OffsetAndMetadata(start));
            keep(partition, start);
        }
        consumer.commitSync(from);
    }

    private void keep(TopicPartition partition, long offset) {
        positions.write(
                new Position(Position.Kind.HOOKS, partition.topic(), partition.partition(), offset, clock.instant()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

    private void commit(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        keep(partition, record.offset() + 1);
    }

    private Optional<News> newsIn(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || Imports.isImported(record.headers())) {
            return Optional.empty();
        }
        try {
            return record.topic().equals(topics.best())
                    ? Optional.of(News.of(Messages.read(record.value(), Best.class)))
                    : News.of(Messages.readEvent(record.value()));
        } catch (Messages.UnreadableMessage foreign) {
            return Optional.empty();
        }
    }

    /** False if the loop ended before every hook had it. */
    private boolean tell(News news) throws InterruptedException {
        for (Hook hook : hooks) {
            if (hook.filter().takes(news) && !tell(hook, news)) {
                return false;
            }
        }
        return true;
    }

    private boolean tell(Hook hook, News news) throws InterruptedException {
        for (int attempt = 1; running.getAsBoolean(); attempt++) {
            try {
                delivery.deliver(hook, news);
                return true;
            } catch (Delivery.NotTaken e) {
                LOG.warn(
                        "hook {}: {} of {} not taken, try {}: {}",
                        hook.shown(),
                        news.event(),
                        news.study(),
                        attempt,
                        e.getMessage());
                if (attempt == TRIES) {
                    LOG.error("hook {}: {} of {} is given up", hook.shown(), news.event(), news.study());
                    return true;
                }
                pause(FIRST_PAUSE_MS << (attempt - 1));
            }
        }
        return false;
    }

    private void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        CountDownLatch never = new CountDownLatch(1);
        while (running.getAsBoolean() && System.nanoTime() < end) {
            boolean opened = never.await(Math.min(100, millis), TimeUnit.MILLISECONDS);
            LOG.trace("paused, opened: {}", opened);
        }
    }
}
