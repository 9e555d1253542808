package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Parts;
import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.ServiceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trialstream up}: broker and services in one process, for whoever publishes studies to the topics. */
@Command(
        name = "up",
        description = "Keeps the whole pipeline running in the foreground.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--http", paramLabel = "PORT", description = "Port of health checks (default: a free one).")
    int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder for the broker's data and for checkpoints (default: ~/.trialstream).")
    Path dataDir = Path.of(System.getProperty("user.home"), ".trialstream");

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description = "Folder that data may lie in; may be given several times (default: the current one).")
    List<Path> dataRoots = new ArrayList<>();

    @Option(names = "--slots", paramLabel = "N", description = "Trials at once (default: the cores of this machine).")
    int slots = Runtime.getRuntime().availableProcessors();

    private final Streams streams;

    public UpCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Ports.check("--http", port);
        if (slots < 1) {
            throw UserError.badInput("--slots: expected a whole number of at least 1, got " + slots);
        }
        Logs.to(dataDir.resolve("logs"));
        try (Parts parts = new Parts()) {
            Pipeline pipeline = parts.opened(Pipeline.open(dataDir, null));
            pipeline.startServices(
                    new ServiceOptions(slots, dataRoots.isEmpty() ? List.of(Path.of("")) : dataRoots, any -> true));
            parts.watch(pipeline.failure());
            HealthServer http = parts.opened(HealthServer.start(port, pipeline.failure()));
            Foreground.serve(
                    streams,
                    "http://127.0.0.1:" + http.port() + " bootstrap "
                            + pipeline.settings().bootstrapServers(),
                    parts);
            return 0;
        }
    }
}
