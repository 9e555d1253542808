package dev.trialstream.orchestrator;

import dev.trialstream.orchestrator.hook.Hook;
import dev.trialstream.orchestrator.hook.HookLoop;
import dev.trialstream.orchestrator.http.HttpApi;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.orchestrator.log.HistoryProcessor;
import dev.trialstream.orchestrator.log.InboxReader;
import dev.trialstream.orchestrator.pool.DemandWatcher;
import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.pool.PoolWatcher;
import dev.trialstream.orchestrator.view.BookKeeper;
import dev.trialstream.orchestrator.view.HistoryWriter;
import dev.trialstream.orchestrator.view.StudyBook;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.service.Health;
import dev.trialstream.protocol.service.ServiceLoops;
import dev.trialstream.protocol.service.TopicWatch;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The orchestrator as a service. It runs the inbox, the history and the pool in one loop each. */
public final class Orchestrator implements AutoCloseable, MeterBinder {
    private static final long READ_IN_SECONDS = 60;

    private final ServiceLoops loops = new ServiceLoops("orchestrator");
    private final ClientSettings settings;
    private final Topics topics;
    private final Predicate<String> scope;
    private final Clock clock;
    private final Policies policies = Policies.onClassPath();
    private final TopicWatch watch;
    private final DemandWatcher demand;
    private final PoolWatcher pool;
    private volatile @Nullable HistoryProcessor processor;
    private @Nullable HistoryWriter writer;
    private @Nullable HttpApi http;

    /** @param scope studies to act for; a process that runs a single study ignores all others */
    public Orchestrator(ClientSettings settings, Topics topics, Predicate<String> scope, Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.scope = scope;
        this.clock = clock;
        this.watch = new TopicWatch(
                settings,
                topics,
                TopicLayout.of(topics, 1).stream()
                        .map(TopicLayout.TopicSettings::name)
                        .collect(Collectors.toSet()),
                Set.of(),
                true,
                loops::running);
        this.demand = new DemandWatcher(settings, topics, scope, loops::running);
        this.pool = new PoolWatcher(
                settings,
                topics,
                "orchestrator-" + UUID.randomUUID(),
                this::ownsFirst,
                demand::demand,
                loops::running,
                clock);
    }

    public void start() {
        loops.start("topics", () -> watch);
        loops.start("demand", () -> demand);
        loops.start("pool", () -> pool);
        loops.start("inbox", () -> new InboxReader(settings, topics, policies, pool::pool, loops::running, clock));
        loops.start("history", () -> {
            HistoryProcessor fresh = new HistoryProcessor(
                    settings, topics, policies.samplers(), scope, pool::pool, demand::demand, loops::running, clock);
            processor = fresh;
            return fresh;
        });
    }

    /** Also notifies {@code hooks} about studies, in a separate loop. */
    public void tell(List<Hook> hooks) {
        if (!hooks.isEmpty()) {
            loops.start("hooks", () -> new HookLoop(settings, topics, hooks, loops::running, clock));
        }
    }

    /**
     * Serves the HTTP API, once {@link #start}ed. It answers for every study, whichever process owns it. Returns once
     * everything written so far has been read, or after a minute; until it has been read the API answers 503.
     *
     * @param healthy whether all services of this process work
     * @return the port
     * @throws IllegalStateException if the address is not available
     */
    public int serve(HttpOptions options, BooleanSupplier healthy) {
        return serve(options, healthy, Map.of());
    }

    /** Also serves {@code more}: handlers of other services in this process, by method and path. */
    public int serve(HttpOptions options, BooleanSupplier healthy, Map<String, Handler> more) {
        StudyBook book = new StudyBook();
        BookKeeper keeper = new BookKeeper(settings, topics, book, loops::running);
        loops.start("book", () -> keeper);
        HistoryWriter facts = new HistoryWriter(settings, topics, book, clock);
        writer = facts;
        HttpApi started = HttpApi.start(
                options, policies, book, facts, pool::pool, () -> keeper.ready().isDone(), healthy, more);
        http = started;
        keeper.ready()
                .copy() // the API itself waits for as long as it takes
                .completeOnTimeout(null, READ_IN_SECONDS, TimeUnit.SECONDS)
                .join();
        return started.port();
    }

    /** Ready while it has its partitions, knows the pool, and the broker answers. */
    public Health health() {
        return loops.stuck().map(Health::dead).orElseGet(() -> {
            if (!pool.isHeard()) {
                return Health.of(false, "hears nothing from the broker");
            }
            HistoryProcessor current = processor;
            Optional<String> trouble =
                    watch.trouble().or(() -> current == null ? Optional.empty() : current.standstill());
            boolean ready =
                    current != null && current.isAssigned() && pool.pool().isPresent();
            return trouble.map(why -> Health.of(false, why))
                    .orElseGet(() -> Health.of(ready, ready ? "follows the log" : "waits for its partitions"));
        });
    }

    /** Gauges of the workers and of the wanted slots, by which a pool of workers scales. */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (String device : TopicLayout.DEVICES) {
            Gauge.builder(
                            "trialstream.slots.wanted",
                            demand,
                            it -> it.demand()
                                    .map(now -> (double) now.slots(device))
                                    .orElse(Double.NaN))
                    .description("Slots that all studies together could keep busy now")
                    .tag("device", device)
                    .register(registry);
        }
        gauge(registry, "trialstream.slots", "Slots of all workers that are here and not leaving", Pool::slots);
        gauge(registry, "trialstream.slots.free", "Slots that were empty by the last heartbeats", Pool::free);
        gauge(
                registry,
                "trialstream.workers",
                "Workers that are here",
                now -> now.held().size());
        Gauge.builder(
                        "trialstream.studies",
                        demand,
                        it -> it.demand()
                                .map(now -> (double) now.wishes().size())
                                .orElse(Double.NaN))
                .description("Studies that have not ended")
                .register(registry);
        Gauge.builder("trialstream.studies.quarantined", this, Orchestrator::quarantined)
                .description("Studies of this process that are in quarantine")
                .register(registry);
    }

    private double quarantined() {
        HistoryProcessor current = processor;
        return current == null ? Double.NaN : current.quarantined();
    }

    private void gauge(MeterRegistry registry, String name, String description, ToIntFunction<Pool> value) {
        Gauge.builder(
                        name,
                        pool,
                        it -> it.pool()
                                .map(now -> (double) value.applyAsInt(now))
                                .orElse(Double.NaN))
                .description(description)
                .register(registry);
    }

    /** Completes exceptionally if a loop cannot recover. */
    public CompletableFuture<Void> failure() {
        return loops.failure();
    }

    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
        loops.close();
        if (writer != null) {
            writer.close();
        }
    }

    private boolean ownsFirst() {
        HistoryProcessor current = processor;
        return current != null && current.ownsFirst();
    }
}
