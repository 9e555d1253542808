package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Parts;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.protocol.kafka.Topics;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trialstream orchestrator}: proposes trials, as a process of its own. */
@Command(
        name = "orchestrator",
        description = "Runs an orchestrator; several share the studies among them.",
        mixinStandardHelpOptions = true)
public final class OrchestratorCommand implements Callable<Integer> {
    @Mixin
    ClientOptions client = new ClientOptions();

    private final Streams streams;

    public OrchestratorCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Logs.toStandardError();
        try (Parts parts = new Parts()) {
            Orchestrator orchestrator = parts.opened(
                    new Orchestrator(client.provisioned(), Topics.STANDARD, any -> true, Clock.systemUTC()));
            orchestrator.start();
            parts.watch(orchestrator.failure());
            Foreground.serve(streams, "orchestrator", parts);
            return 0;
        }
    }
}
