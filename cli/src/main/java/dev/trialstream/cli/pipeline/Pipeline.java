package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.orchestrator.hook.Hook;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Everything in one process: an embedded broker, unless the user has one, and the three services, which communicate
 * only through topics.
 */
public final class Pipeline implements Backend {
    private final Topics topics = Topics.STANDARD;
    private final Clock clock = Clock.systemUTC();
    private final Closeables parts = new Closeables();
    private final DataDirectory directory;
    private final Path store;
    private final ClientSettings settings;
    private @Nullable Orchestrator started;
    private @Nullable MetricsConsumer judge;
    private final List<Service> services = new ArrayList<>();

    private Pipeline(Path dataDirectory, ClientSettings client, Path store) throws IOException {
        this.store = store;
        try {
            this.directory = parts.opened(DataDirectory.open(dataDirectory));
            this.settings = client.hasBroker()
                    ? client
                    : ClientSettings.of(parts.opened(EmbeddedBroker.start(directory.broker()))
                            .bootstrapServers());
            Provisioning.prepare(settings, topics);
        } catch (RuntimeException | IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Locks the data directory and starts a broker on it. If a part cannot start, the started parts are closed again.
     *
     * @param client settings; without a broker: for an embedded one
     * @param store root of checkpoints and models
     * @throws dev.trialstream.cli.UserError if the folder or the broker cannot be used
     */
    public static Pipeline open(Path dataDirectory, ClientSettings client, Path store) throws IOException {
        return new Pipeline(dataDirectory, client, store);
    }

    /** A pipeline whose store is the folder {@code store} of the data directory. */
    public static Pipeline open(Path dataDirectory, ClientSettings client) throws IOException {
        return open(dataDirectory, client, dataDirectory.resolve("store"));
    }

    @Override
    public ClientSettings settings() {
        return settings;
    }

    @Override
    public Topics topics() {
        return topics;
    }

    @Override
    public Path store() {
        return store;
    }

    @Override
    public CompletableFuture<Void> failure() {
        return parts.failure();
    }

    @Override
    public void startServices(ServiceOptions options) {
        MetricsConsumer metrics = parts.opened(
                new MetricsConsumer(settings, topics, MetricsConsumerOptions.in(directory.streams()), clock));
        Orchestrator orchestrator = parts.opened(new Orchestrator(settings, topics, options.scope(), clock));
        List<Worker> workers = options.shares().stream()
                .map(share -> parts.opened(new Worker(
                        settings,
                        topics,
                        new WorkerOptions(
                                WorkerOptions.freshName(),
                                share.slots(),
                                share.devices(),
                                options.dataRoots(),
                                store,
                                options.scope(),
                                options.commands()),
                        clock)))
                .toList();
        started = orchestrator;
        judge = metrics;
        services.add(new Service("metrics", metrics::health, metrics));
        services.add(new Service("orchestrator", orchestrator::health, orchestrator));
        for (int i = 0; i < workers.size(); i++) {
            Worker worker = workers.get(i);
            services.add(new Service(i == 0 ? "worker" : "worker-gpu", worker::health, worker));
        }
        metrics.start();
        orchestrator.start();
        workers.forEach(Worker::start);
        parts.watch(metrics.failure());
        parts.watch(orchestrator.failure());
        workers.forEach(worker -> parts.watch(worker.failure()));
    }

    /** The started services. */
    public List<Service> services() {
        return List.copyOf(services);
    }

    /** Enables the orchestrator's hooks; the services must have been started. */
    public void tell(List<Hook> hooks) {
        Objects.requireNonNull(started, "tell before startServices").tell(hooks);
    }

    /**
     * Serves the HTTP API of the orchestrator; the services must have been started.
     *
     * @return its address
     * @throws dev.trialstream.cli.UserError if the address is not available
     */
    public String serve(HttpOptions options) {
        Orchestrator orchestrator = Objects.requireNonNull(started, "serve before startServices");
        return Serving.serve(
                orchestrator,
                options,
                failure(),
                Objects.requireNonNull(judge, "serve before startServices").queries(options.token()));
    }

    @Override
    public void close() {
        parts.close();
    }
}
