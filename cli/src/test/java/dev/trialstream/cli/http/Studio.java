package dev.trialstream.cli.http;

import dev.trialstream.cli.SharedBroker;
import dev.trialstream.cli.pipeline.Closeables;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicProvisioner;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;

/** A judge and orchestrators that serve HTTP, on separate topics, without a worker. */
final class Studio implements AutoCloseable {
    private final Closeables parts = new Closeables();
    private final ClientSettings settings = SharedBroker.settings();
    private final Topics topics = SharedBroker.topics();

    private Studio() {}

    static Studio start(Path folder) throws Exception {
        Studio studio = new Studio();
        try (Admin admin = Admin.create(studio.settings.admin())) {
            new TopicProvisioner(admin).prepare(studio.topics);
        }
        MetricsConsumer judge = new MetricsConsumer(
                studio.settings,
                studio.topics,
                MetricsConsumerOptions.in(folder.resolve("streams")),
                Clock.systemUTC());
        studio.parts.opened(judge);
        judge.start();
        return studio;
    }

    ClientSettings settings() {
        return settings;
    }

    Topics topics() {
        return topics;
    }

    /** Another orchestrator that serves {@code options}. */
    Http orchestrator(HttpOptions options) {
        Orchestrator orchestrator = new Orchestrator(settings, topics, any -> true, Clock.systemUTC());
        parts.opened(orchestrator);
        orchestrator.start();
        int port = orchestrator.serve(options, () -> true);
        return new Http(options.scheme() + "://127.0.0.1:" + port, options.token());
    }

    Http orchestrator() {
        return orchestrator(new HttpOptions(HttpOptions.LOOPBACK, 0, null, null, null));
    }

    @Override
    public void close() {
        parts.close();
    }
}
