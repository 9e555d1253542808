package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.TopicProvisioner;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Everything in one process: a broker unless the user has one, and the three services, which know each other by topics
 * alone.
 */
public final class Pipeline implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final PipelineOptions options;
    private final Topics topics = Topics.STANDARD;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final DataDirectory directory;
    private final ClientSettings settings;

    private Pipeline(PipelineOptions options) throws IOException {
        this.options = options;
        try {
            this.directory = opened(DataDirectory.open(options.dataDirectory()));
            this.settings = ClientSettings.of(bootstrapServers());
            provision();
            startServices();
        } catch (RuntimeException | IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a pipeline; whatever of it had started is ended again where something cannot.
     *
     * @throws UserError where the folder or the broker cannot be used
     */
    public static Pipeline start(PipelineOptions options) throws IOException {
        return new Pipeline(options);
    }

    public ClientSettings settings() {
        return settings;
    }

    public Topics topics() {
        return topics;
    }

    /** Root of checkpoints and models. */
    public Path store() {
        return directory.store();
    }

    /** Completes exceptionally where a service is beyond repair. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    private String bootstrapServers() throws IOException {
        String own = options.bootstrapServers();
        return own != null
                ? own
                : opened(EmbeddedBroker.start(directory.broker())).bootstrapServers();
    }

    private void provision() {
        try (Admin admin = Admin.create(settings.admin())) {
            new TopicProvisioner(admin).apply(topics, PARTITIONS);
        } catch (KafkaException e) {
            throw UserError.failure("broker " + settings.bootstrapServers() + ": " + firstLine(e)
                    + "; check --bootstrap-servers, and that the broker runs Kafka 4.2 or newer with share groups");
        }
    }

    private void startServices() {
        MetricsConsumer judge =
                opened(new MetricsConsumer(settings, topics, MetricsConsumerOptions.in(directory.streams()), clock));
        Orchestrator orchestrator = opened(new Orchestrator(settings, topics, options.scope(), clock));
        Worker worker = opened(new Worker(
                settings,
                topics,
                new WorkerOptions(
                        "worker-" + UUID.randomUUID().toString().substring(0, 8),
                        options.slots(),
                        TopicLayout.CPU,
                        options.dataRoots(),
                        directory.store(),
                        options.scope()),
                clock));
        judge.start();
        orchestrator.start();
        worker.start();
        watch(judge.failure());
        watch(orchestrator.failure());
        watch(worker.failure());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // failure has all there is to know
    private void watch(CompletableFuture<Void> service) {
        service.whenComplete((nothing, error) -> {
            if (error != null) {
                failure.completeExceptionally(error);
            }
        });
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Ends the parts, the last started first; trouble with one does not keep the others from ending. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(Pipeline.class).warn("{} did not end in order", part, e);
            }
        }
    }

    /** Kafka wraps: the cause says more. */
    private static String firstLine(Throwable e) {
        Throwable known = e.getCause() == null ? e : e.getCause();
        return String.valueOf(known.getMessage()).lines().findFirst().orElse("");
    }
}
