package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.pool.Demand;
import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the history and answers it, as a fenced log processor. A partition has one producer, whose transactional id
 * derives from the partition. A new owner's {@code initTransactions} ends its predecessor's open transaction and fences
 * it. Only then does the new owner determine the end of the log, read it completely, and act.
 *
 * <p>Any failure ends {@link #run} with an exception. Memory may then be ahead of the log, so the caller must start
 * again with a new processor, from the log.
 */
public final class HistoryProcessor implements Runnable, ConsumerRebalanceListener {
    private static final Duration POLL = Duration.ofMillis(20);

    private final ClientSettings settings;
    private final Topics topics;
    private final Samplers samplers;
    private final Predicate<String> scope;
    private final Supplier<Optional<Pool>> pool;
    private final Supplier<Optional<Demand>> demand;
    private final BooleanSupplier running;
    private final Clock clock;
    private final TreeMap<TopicPartition, OwnedPartition> owned =
            new TreeMap<>(java.util.Comparator.comparingInt(TopicPartition::partition));
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InboxRecords inboxes;
    private volatile boolean ownsFirst;
    private volatile boolean assigned;
    private volatile int quarantined;
    private final Standstill standstill = new Standstill(System::nanoTime);

    /**
     * @param scope studies to act for
     * @param pool current pool; {@code demand}: current demand; empty until known
     * @param running false once the loop must end
     */
    public HistoryProcessor(
            ClientSettings settings,
            Topics topics,
            Samplers samplers,
            Predicate<String> scope,
            Supplier<Optional<Pool>> pool,
            Supplier<Optional<Demand>> demand,
            BooleanSupplier running,
            Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.samplers = samplers;
        this.scope = scope;
        this.pool = pool;
        this.demand = demand;
        this.running = running;
        this.clock = clock;
        this.inboxes = new InboxRecords(settings, topics);
        Properties reading = settings.groupReader("orchestrator", Groups.orchestrator(topics));
        reading.setProperty(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        this.consumer = new KafkaConsumer<>(reading);
    }

    /** Whether this process owns the first partition of the history and so must tick the pool. */
    public boolean ownsFirst() {
        return ownsFirst;
    }

    /** Studies of this process that are in quarantine. */
    public int quarantined() {
        return quarantined;
    }

    /** Whether it has joined the group. With more processes than partitions it may own none. */
    public boolean isAssigned() {
        return assigned;
    }

    /** Why it does not get on; empty if it does. */
    public Optional<String> standstill() {
        return standstill.complaint();
    }

    @Override
    public void run() {
        try (consumer;
                inboxes) {
            consumer.subscribe(List.of(topics.events()), this);
            while (running.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                owned.forEach((partition, owner) ->
                        owner.take(records.records(partition), consumer.position(partition), consumer.groupMetadata()));
                owned.forEach((partition, owner) ->
                        owner.buildAnewFrom().ifPresent(offset -> buildAnew(partition, owner, offset)));
                pool.get().ifPresent(this::observe);
                standstill.look(owned.keySet(), consumer::position, consumer::currentLag);
                quarantined = owned.values().stream()
                        .mapToInt(OwnedPartition::quarantined)
                        .sum();
            }
        } finally {
            release(Set.copyOf(owned.keySet()));
        }
    }

    /** A study was released that this process failed over: only the log knows it whole. */
    private void buildAnew(TopicPartition partition, OwnedPartition owner, long answered) {
        List<TopicPartition> one = List.of(partition);
        owner.buildAnew(
                new PartitionHistory(samplers, scope, answered), endOffsets(one).getOrDefault(partition, 0L));
        consumer.seekToBeginning(one);
    }

    private void observe(Pool now) {
        Map<String, Integer> shares =
                demand.get().map(wanted -> wanted.shares(now.slotsByDevice())).orElse(Map.of());
        owned.values().forEach(owner -> owner.observe(now, shares, clock.instant()));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = true;
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, KafkaProducer<byte[], byte[]>> producers =
                partitions.stream().collect(Collectors.toMap(partition -> partition, this::fencedProducer));
        Map<TopicPartition, Long> ends = endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        producers.forEach((partition, producer) -> {
            long end = ends.getOrDefault(partition, 0L);
            // An offset that is gone, or beyond the end of a log that was restored, says nothing: the log does.
            long answered = Optional.ofNullable(committed.get(partition))
                    .map(OffsetAndMetadata::offset)
                    .filter(offset -> offset <= end)
                    .orElse(0L);
            PartitionHistory history = new PartitionHistory(samplers, scope, answered);
            owned.put(partition, new OwnedPartition(partition, topics, history, producer, inboxes, end));
        });
        consumer.seekToBeginning(partitions);
        rememberFirst();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        release(partitions);
    }

    private void release(Collection<TopicPartition> partitions) {
        partitions.forEach(
                partition -> Optional.ofNullable(owned.remove(partition)).ifPresent(OwnedPartition::close));
        rememberFirst();
    }

    private void rememberFirst() {
        ownsFirst = owned.containsKey(new TopicPartition(topics.events(), 0));
    }

    private KafkaProducer<byte[], byte[]> fencedProducer(TopicPartition partition) {
        String id = Groups.orchestrator(topics) + "-" + partition.partition();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.transactionalProducer(id));
        producer.initTransactions();
        return producer;
    }

    /** The end of the log, including open transactions: everything that a predecessor wrote lies before it. */
    private Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(settings.admin())) {
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new KafkaException("could not read the ends of " + topics.events(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
