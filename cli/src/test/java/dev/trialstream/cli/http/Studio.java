package dev.trialstream.cli.http;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.cli.pipeline.Parts;
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

/** A broker, a judge, and orchestrators that serve HTTP; no worker. */
final class Studio implements AutoCloseable {
    private final Parts parts = new Parts();
    private final ClientSettings settings;

    private Studio(ClientSettings settings) {
        this.settings = settings;
    }

    static Studio start(Path folder) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        ClientSettings settings = ClientSettings.of(broker.bootstrapServers());
        Studio studio = new Studio(settings);
        studio.parts.opened(broker);
        try (Admin admin = Admin.create(settings.admin())) {
            new TopicProvisioner(admin).prepare(Topics.STANDARD);
        }
        MetricsConsumer judge = new MetricsConsumer(
                settings, Topics.STANDARD, MetricsConsumerOptions.in(folder.resolve("streams")), Clock.systemUTC());
        studio.parts.opened(judge);
        judge.start();
        return studio;
    }

    ClientSettings settings() {
        return settings;
    }

    /** Another orchestrator that serves {@code options}. */
    Http orchestrator(HttpOptions options) {
        Orchestrator orchestrator = new Orchestrator(settings, Topics.STANDARD, any -> true, Clock.systemUTC());
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
