package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.broker.BrokerConfig;
import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.cli.pipeline.Closeables;
import dev.trialstream.cli.pipeline.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream broker}: runs the embedded broker as a separate process. */
@Command(
        name = "broker",
        description =
                "Runs the embedded single-node Kafka broker, on the loopback interface where nothing says otherwise.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BrokerCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: a free one).")
    int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder for the broker's data (default: ~/.trialstream).")
    Path dataDir = Path.of(System.getProperty("user.home"), ".trialstream");

    @Mixin
    BrokerConfigOptions config = new BrokerConfigOptions();

    private final Streams streams;

    public BrokerCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Ports.check("--port", port);
        BrokerConfig given = config.read();
        Logs.toStandardError();
        try (Closeables parts = new Closeables()) {
            DataDirectory directory = parts.opened(DataDirectory.open(dataDir));
            EmbeddedBroker broker = parts.opened(EmbeddedBroker.start(directory.broker(), port, given));
            Foreground.serve(streams, "bootstrap " + broker.bootstrapServers(), parts);
            return 0;
        }
    }
}
