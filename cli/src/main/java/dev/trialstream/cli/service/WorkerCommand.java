package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Parts;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import dev.trialstream.worker.command.CommandSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream worker}: trains trials, as a process of its own. */
@Command(
        name = "worker",
        description = "Runs a trainer-worker; as many as there are machines.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class WorkerCommand implements Callable<Integer> {
    @Mixin
    ClientOptions client = new ClientOptions();

    @Mixin
    WorkOptions work = new WorkOptions();

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Folder of checkpoints and models, shared by all workers (default: ~/.trialstream/store).")
    Path store = Path.of(System.getProperty("user.home"), ".trialstream", "store");

    private final Streams streams;

    public WorkerCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Logs.toStandardError();
        work.check();
        Map<String, CommandSpec> commands = work.commands();
        try (Parts parts = new Parts()) {
            WorkerOptions options = new WorkerOptions(
                    WorkerOptions.freshName(),
                    work.slots,
                    TopicLayout.CPU,
                    work.dataRoots(),
                    store,
                    any -> true,
                    commands);
            Worker worker = parts.opened(new Worker(client.provisioned(), Topics.STANDARD, options, Clock.systemUTC()));
            worker.start();
            parts.watch(worker.failure());
            Foreground.serve(streams, "worker " + options.name() + " slots " + work.slots, parts);
            return 0;
        }
    }
}
