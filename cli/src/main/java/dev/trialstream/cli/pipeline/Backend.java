package dev.trialstream.cli.pipeline;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Where studies run: topics to publish to and read from, and the store that models are fetched from. */
public interface Backend extends AutoCloseable {
    ClientSettings settings();

    Topics topics();

    /** Root of checkpoints and models. */
    Path store();

    /** Has services work for the studies of {@code options}, where it is this process that runs them. */
    void startServices(ServiceOptions options);

    /** Completes exceptionally where a service of this process is beyond repair. */
    CompletableFuture<Void> failure();

    @Override
    void close();
}
