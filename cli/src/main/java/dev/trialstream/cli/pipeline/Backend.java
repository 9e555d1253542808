package dev.trialstream.cli.pipeline;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The place where studies run: topics to publish to and read from, and the store that models are fetched from. */
public interface Backend extends AutoCloseable {
    ClientSettings settings();

    Topics topics();

    /** Root of checkpoints and models. */
    Path store();

    /** Starts services for the studies of {@code options}, if this process runs them. */
    void startServices(ServiceOptions options);

    /** Completes exceptionally if a service of this process cannot recover. */
    CompletableFuture<Void> failure();

    @Override
    void close();
}
