package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.study.Resources;
import dev.trialstream.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs from the queue of a device class. The share group hands a job out but does not hold it. With a free slot
 * the worker polls, writes its claim, and accepts the record; from then on only the claim decides the owner. Without a
 * free slot it does not poll.
 */
public final class DispatchLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);
    /** Short, because every commit marker of the dispatcher costs an empty poll. */
    private static final Duration POLL = Duration.ofMillis(20);

    /** Time for which a worker whose slots are too small leaves the queue to the others. */
    private static final Duration STAND_BACK = Duration.ofSeconds(1);

    private static final Duration READY = Duration.ofSeconds(1);
    private static final long SLOT_PATIENCE_MS = 50;

    private final ClientSettings settings;
    private final Topics topics;
    private final WorkerOptions options;
    private final DecisionTail decisions;
    private final Semaphore freeSlots;
    private final Predicate<Job> isNew;
    private final Consumer<Job> claim;
    private final Consumer<Job> start;
    private final BooleanSupplier running;

    /**
     * @param decisions must be readable before anything is claimed
     * @param freeSlots one permit per free slot; a started job takes one
     * @param isNew false for an attempt that was started here before: after a refused acknowledgement it comes again
     * @param claim writes the claim and returns once it is durable
     * @param start starts the job and returns
     */
    public DispatchLoop(
            ClientSettings settings,
            Topics topics,
            WorkerOptions options,
            DecisionTail decisions,
            Semaphore freeSlots,
            Predicate<Job> isNew,
            Consumer<Job> claim,
            Consumer<Job> start,
            BooleanSupplier running) {
        this.settings = settings;
        this.topics = topics;
        this.options = options;
        this.decisions = decisions;
        this.freeSlots = freeSlots;
        this.isNew = isNew;
        this.claim = claim;
        this.start = start;
        this.running = running;
    }

    @Override
    public void run() {
        String group = TopicLayout.workerGroup(topics, options.device());
        try (KafkaShareConsumer<byte[], byte[]> consumer =
                new KafkaShareConsumer<>(settings.shareReader("dispatch-" + options.name(), group))) {
            consumer.subscribe(List.of(topics.dispatch(options.device())));
            while (running.getAsBoolean() && !decisions.awaitReady(READY)) {
                LOG.info("waiting for the decisions topic");
            }
            while (running.getAsBoolean()) {
                if (!freeSlots.tryAcquire(SLOT_PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                    continue;
                }
                boolean filled = false;
                try {
                    filled = fillSlot(consumer);
                } finally {
                    if (!filled) {
                        freeSlots.release();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Polls until a job takes the free slot; false if the loop ends first. */
    private boolean fillSlot(KafkaShareConsumer<byte[], byte[]> consumer) throws InterruptedException {
        while (running.getAsBoolean()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Optional<Job> job = jobOf(record);
                boolean tooLarge = job.filter(it -> !fits(it)).isPresent();
                boolean mine = !tooLarge && job.filter(isNew).isPresent();
                if (mine) {
                    claim.accept(job.get());
                }
                consumer.acknowledge(record, tooLarge ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT);
                commit(consumer);
                if (mine) {
                    start.accept(job.get());
                    return true;
                } else if (tooLarge) {
                    LOG.info("leave {} to a larger slot", job.get().job());
                    // the slot's permit is held meanwhile, so nothing else is polled
                    TimeUnit.NANOSECONDS.sleep(STAND_BACK.toNanos());
                }
            }
        }
        return false;
    }

    private boolean fits(Job job) {
        return !(job instanceof Job.Train train)
                || new Resources(options.device(), train.memoryMib())
                        .fit(options.devices().memoryMib());
    }

    private Optional<Job> jobOf(ConsumerRecord<byte[], byte[]> record) {
        try {
            Job job = Messages.read(record.value(), Job.class);
            // any worker with the store may clear it, for any study: the process that ran the study may be gone
            if (job instanceof Job.Cleanup || options.scope().test(job.study())) {
                return Optional.of(job);
            }
            LOG.info("let {} attempt {} pass: not a study of this process", job.job(), job.attempt());
        } catch (Messages.UnreadableMessage e) {
            LOG.warn("skipped record {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
        return Optional.empty();
    }

    /**
     * A late or refused acknowledgement may give the job to another worker too. The claim decides, so this is only
     * logged.
     */
    private static void commit(KafkaShareConsumer<byte[], byte[]> consumer) {
        Map<TopicIdPartition, Optional<KafkaException>> results = consumer.commitSync();
        results.forEach((partition, error) ->
                error.ifPresent(e -> LOG.warn("acknowledgement on {} was refused: {}", partition, e.getMessage())));
    }
}
