package dev.trialstream.protocol.service;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Positions;
import dev.trialstream.protocol.kafka.TopicProvisioner;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the topics of a service: whether they are there, and whether the history begins where it should. Clients
 * notice neither: they wait for a topic that was deleted, and read on from where a log now begins.
 */
public final class TopicWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final ClientSettings settings;
    private final Topics topics;
    private final Set<String> needed;
    private final Set<String> own;
    private final boolean readsHistory;
    private final BooleanSupplier running;
    private final Map<String, Uuid> seen = new HashMap<>();
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * @param needed names of the topics
     * @param own names of the topics that the service makes itself, once it has started
     * @param readsHistory whether the service needs the history from its beginning
     * @param running false once the loop must end
     */
    public TopicWatch(
            ClientSettings settings,
            Topics topics,
            Set<String> needed,
            Set<String> own,
            boolean readsHistory,
            BooleanSupplier running) {
        this.settings = settings;
        this.topics = topics;
        this.needed = Set.copyOf(needed);
        this.own = Set.copyOf(own);
        this.readsHistory = readsHistory;
        this.running = running;
    }

    /** Why the service cannot work, in one line; empty if it can. */
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void run() {
        try (Admin admin = Admin.create(settings.admin())) {
            while (running.getAsBoolean()) {
                look(admin);
                pause();
            }
        }
    }

    private void look(Admin admin) {
        try {
            Set<String> there = new TreeSet<>(admin.listTopics().names().get());
            Optional<String> found = missing(there).or(() -> replaced(admin, there));
            if (found.isEmpty() && readsHistory) {
                found = beginning(admin);
            }
            if (!found.equals(trouble)) {
                found.ifPresentOrElse(LOG::error, () -> LOG.info("the topics are as they should be again"));
            }
            trouble = found;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) { // gone since they were listed
                throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> missing(Set<String> there) {
        return Stream.concat(needed.stream(), own.stream().filter(seen::containsKey))
                .filter(topic -> !there.contains(topic))
                .sorted()
                .findFirst()
                .map(topic -> "topic " + topic + " is gone; "
                        + (own.contains(topic)
                                ? "restart this service"
                                : "make it again with trialstream topics apply"));
    }

    /** A topic that was deleted and made again is another topic: what it held is lost. */
    private Optional<String> replaced(Admin admin, Set<String> there) {
        Set<String> ours = Stream.concat(needed.stream(), own.stream().filter(there::contains))
                .collect(Collectors.toSet());
        for (TopicDescription topic : descriptions(admin, ours).values()) {
            Uuid before = seen.putIfAbsent(topic.name(), topic.topicId());
            if (before != null && !before.equals(topic.topicId())) {
                if (topic.name().equals(topics.events())) {
                    return Optional.of("topic " + topic.name() + " is another one than before: the history is lost;"
                            + " restore it, or restart the services to begin without it");
                }
                seen.put(topic.name(), topic.topicId());
                LOG.warn("topic {} is another one than before; what it held is gone", topic.name());
            }
        }
        return Optional.empty();
    }

    private Optional<String> beginning(Admin admin) {
        SortedMap<TopicPartition, Long> begins = new TopicProvisioner(admin).beginnings(topics.events());
        if (begins.values().stream().allMatch(offset -> offset == 0)) {
            return Optional.empty();
        }
        Map<TopicPartition, Long> trimmed = Positions.read(settings, topics, Position.Kind.TRIMMED);
        return begins.entrySet().stream()
                .filter(begin -> begin.getValue() > trimmed.getOrDefault(begin.getKey(), 0L))
                .findFirst()
                .map(begin -> "the history " + begin.getKey() + " begins at offset " + begin.getValue()
                        + ": what was before it is lost; see docs/operations.md");
    }

    private static Map<String, TopicDescription> descriptions(Admin admin, Set<String> names) {
        try {
            return admin.describeTopics(names).allTopicNames().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private void pause() {
        long end = System.nanoTime() + PERIOD.toNanos();
        try {
            while (running.getAsBoolean() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
