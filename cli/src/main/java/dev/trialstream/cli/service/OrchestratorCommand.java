package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Closeables;
import dev.trialstream.cli.pipeline.Service;
import dev.trialstream.cli.pipeline.Serving;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.orchestrator.hook.Hook;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.protocol.kafka.Topics;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream orchestrator}: proposes trials, as a separate process. */
@Command(
        name = "orchestrator",
        description = "Runs an orchestrator; several share the studies among them.",
        mixinStandardHelpOptions = true)
public final class OrchestratorCommand implements Callable<Integer> {
    @Mixin
    ClientOptions client = new ClientOptions();

    @Option(names = "--http", paramLabel = "PORT", description = "Serve the HTTP API on this port, 0 for a free one.")
    @Nullable
    Integer port;

    @Mixin
    HttpServing http = new HttpServing();

    @Mixin
    HookOptions hooks = new HookOptions();

    @Mixin
    Monitor monitor = new Monitor();

    private final Streams streams;

    public OrchestratorCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Logs.toStandardError();
        monitor.check();
        List<Hook> told = hooks.read();
        HttpOptions options = port == null ? null : http.options(port);
        try (Closeables parts = new Closeables()) {
            Orchestrator orchestrator = parts.opened(
                    new Orchestrator(client.provisioned(), Topics.STANDARD, any -> true, Clock.systemUTC()));
            orchestrator.start();
            orchestrator.tell(told);
            parts.watch(orchestrator.failure());
            monitor.watch(new Service("orchestrator", orchestrator::health, orchestrator));
            String monitored = parts.opened(monitor.start()).where();
            String at = options == null
                    ? ""
                    : " " + Serving.serve(orchestrator, options, parts.failure(), java.util.Map.of());
            Foreground.serve(streams, "orchestrator" + at + monitored, parts);
            return 0;
        }
    }
}
