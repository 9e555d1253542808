package dev.trialstream.metrics;

import dev.trialstream.metrics.judge.JudgeTopology;
import dev.trialstream.metrics.query.Peers;
import dev.trialstream.metrics.query.Queries;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Durability;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.TopicProvisioner;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.service.BrokerPulse;
import dev.trialstream.protocol.service.Health;
import dev.trialstream.protocol.service.ServiceLoops;
import dev.trialstream.protocol.service.TopicWatch;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * Judges every study whose history it reads. Several instances with the same settings share the partitions. The topics
 * must exist.
 */
public final class MetricsConsumer implements AutoCloseable, MeterBinder {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int REPLACEMENTS = 5;
    private static final Duration REPLACEMENT_WINDOW = Duration.ofMinutes(5);

    private final KafkaStreams streams;
    private final MetricsConsumerOptions options;
    private final BrokerPulse pulse = new BrokerPulse(System::nanoTime);
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final ServiceLoops loops = new ServiceLoops("metrics-consumer");
    private final TopicWatch watch;
    private final Progress progress;

    public MetricsConsumer(
            ClientSettings settings, Topics topics, MetricsConsumerOptions options, InstantSource clock) {
        this.options = options;
        this.watch = new TopicWatch(
                settings,
                topics,
                Set.of(topics.events(), topics.decisions(), topics.best()),
                Set.of(Groups.judge(topics) + "-" + JudgeTopology.STORE + "-changelog"),
                true,
                loops::running);
        this.progress = new Progress(topics.events(), System::nanoTime);
        this.streams = new KafkaStreams(
                JudgeTopology.of(
                        topics,
                        StoppingRules.onClassPath(),
                        options.commitInterval(),
                        new HistoryReader(settings, topics)),
                StreamsSettings.of(settings, topics, options, durability(settings)));
        streams.setUncaughtExceptionHandler(
                new ThreadReplacement(REPLACEMENTS, REPLACEMENT_WINDOW, clock, failure::completeExceptionally));
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                failure.completeExceptionally(new IllegalStateException("metrics-consumer: the stream ended in error"));
            }
        });
    }

    private static Durability durability(ClientSettings settings) {
        try (Admin admin = Admin.create(settings.admin())) {
            return new TopicProvisioner(admin).durability();
        }
    }

    /**
     * Starts to read where the previous instance with these settings stopped. Returns before partitions are assigned.
     */
    public void start() {
        streams.start();
        loops.start("topics", () -> watch);
    }

    /** Ready while it is running (partitions assigned and their state restored) and the broker answers. */
    public Health health() {
        KafkaStreams.State state = streams.state();
        String word = state.name().toLowerCase(Locale.ROOT);
        if (failure.isDone() || state == KafkaStreams.State.ERROR) {
            return Health.dead(word);
        }
        if (!pulse.isHeard(streams.metrics())) {
            return Health.of(false, "hears nothing from the broker");
        }
        return watch.trouble()
                .or(() -> progress.standstill(streams.metrics()))
                .map(trouble -> Health.of(false, trouble))
                .orElseGet(() -> Health.of(state == KafkaStreams.State.RUNNING, word));
    }

    /** The metrics of Kafka Streams and its clients. */
    @Override
    public void bindTo(MeterRegistry registry) {
        new KafkaStreamsMetrics(streams).bindTo(registry);
    }

    /**
     * Handlers of the queries about studies, by method and path.
     *
     * @param token for queries passed on to other processes; null: none
     */
    public Map<String, Handler> queries(@Nullable String token) {
        return new Queries(streams, new Peers(options.answersAt(), token)).routes();
    }

    /** Whether partitions are assigned and their state is restored. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Completes exceptionally when the stream has ended for good; never otherwise. */
    public CompletableFuture<Void> failure() {
        return failure.copy();
    }

    /** Commits, leaves the group so that other instances take over at once, and ends within ten seconds. */
    @Override
    public void close() {
        loops.close();
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(GRACE));
    }
}
