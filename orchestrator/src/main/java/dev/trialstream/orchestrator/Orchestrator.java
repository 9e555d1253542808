package dev.trialstream.orchestrator;

import dev.trialstream.orchestrator.log.HistoryProcessor;
import dev.trialstream.orchestrator.log.InboxReader;
import dev.trialstream.orchestrator.pool.PoolWatcher;
import dev.trialstream.orchestrator.search.Samplers;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.service.ServiceLoops;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The orchestrator as a service: the inbox, the history and the pool, a loop each. */
public final class Orchestrator implements AutoCloseable {
    private final ServiceLoops loops = new ServiceLoops("orchestrator");
    private final ClientSettings settings;
    private final Topics topics;
    private final Predicate<String> scope;
    private final Clock clock;
    private final Samplers samplers = Samplers.onClassPath();
    private volatile @Nullable HistoryProcessor processor;

    /** @param scope studies to act for; a process that runs one study of its own leaves the others alone */
    public Orchestrator(ClientSettings settings, Topics topics, Predicate<String> scope, Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.scope = scope;
        this.clock = clock;
    }

    public void start() {
        PoolWatcher pool = new PoolWatcher(
                settings, topics, "orchestrator-" + UUID.randomUUID(), this::ownsFirst, loops::running, clock);
        loops.start("pool", () -> pool);
        loops.start("inbox", () -> new InboxReader(settings, topics, loops::running, clock));
        loops.start("history", () -> {
            HistoryProcessor fresh =
                    new HistoryProcessor(settings, topics, samplers, scope, pool::pool, loops::running, clock);
            processor = fresh;
            return fresh;
        });
    }

    /** Completes exceptionally where a loop is beyond repair. */
    public CompletableFuture<Void> failure() {
        return loops.failure();
    }

    @Override
    public void close() {
        loops.close();
    }

    private boolean ownsFirst() {
        HistoryProcessor current = processor;
        return current != null && current.ownsFirst();
    }
}
