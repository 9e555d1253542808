package dev.trialstream.cli.pipeline;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A broker and services run by other processes; this one only publishes and reads. */
public record RemoteBackend(ClientSettings settings, Topics topics, Path store, CompletableFuture<Void> failure)
        implements Backend {
    /** @throws dev.trialstream.cli.UserError if the broker does not answer */
    public static RemoteBackend at(ClientSettings settings, Path store) {
        Provisioning.prepare(settings, Topics.STANDARD);
        return new RemoteBackend(settings, Topics.STANDARD, store, new CompletableFuture<>());
    }

    @Override
    public void startServices(ServiceOptions options) {}

    @Override
    public void close() {}
}
