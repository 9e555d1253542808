package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.pipeline.Closeables;
import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.ServiceOptions;
import dev.trialstream.cli.pipeline.StoreOption;
import dev.trialstream.orchestrator.hook.Hook;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.worker.command.CommandSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code trialstream up}: broker and services in one process, for clients that publish to the topics or ask over HTTP.
 */
@Command(
        name = "up",
        description = "Keeps the whole pipeline running in the foreground.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--http", paramLabel = "PORT", description = "Port of the HTTP API (default: a free one).")
    int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder for the broker's data and for checkpoints (default: ~/.trialstream).")
    Path dataDir = Path.of(System.getProperty("user.home"), ".trialstream");

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    HttpServing http = new HttpServing();

    @Mixin
    WorkOptions work = new WorkOptions();

    @Mixin
    HookOptions hooks = new HookOptions();

    @Mixin
    Monitor monitor = new Monitor();

    private final Streams streams;

    public UpCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        HttpOptions options = http.options(port);
        work.check();
        Map<String, CommandSpec> commands = work.commands();
        monitor.check();
        List<Hook> told = hooks.read();
        Path root = store.in(dataDir);
        Logs.to(dataDir.resolve("logs"));
        try (Closeables parts = new Closeables()) {
            Pipeline pipeline = parts.opened(Pipeline.open(dataDir, ClientSettings.NONE, root));
            pipeline.startServices(new ServiceOptions(work.devices.shares(), work.dataRoots(), any -> true, commands));
            pipeline.tell(told);
            parts.watch(pipeline.failure());
            String at = pipeline.serve(options);
            pipeline.services().forEach(monitor::watch);
            String monitored = parts.opened(monitor.start()).where();
            Foreground.serve(streams, at + " bootstrap " + pipeline.settings().bootstrapServers() + monitored, parts);
            return 0;
        }
    }
}
