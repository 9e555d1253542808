package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Parts;
import dev.trialstream.cli.pipeline.Service;
import dev.trialstream.cli.pipeline.StoreOption;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import dev.trialstream.worker.command.CommandSpec;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
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

    @Mixin
    StoreOption store = new StoreOption();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name in events and heartbeats, which no other worker may have (default: a fresh one).")
    String name = WorkerOptions.freshName();

    @Option(names = "--with", paramLabel = "PID", hidden = true, description = "Leaves when this process ends.")
    @Nullable
    Long with;

    @Mixin
    Monitor monitor = new Monitor();

    private final Streams streams;

    public WorkerCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Logs.toStandardError();
        work.check();
        Map<String, CommandSpec> commands = work.commands();
        monitor.check();
        if (!WorkerOptions.isName(name)) {
            throw UserError.badInput(
                    "--name: expected up to 63 letters, digits, dots, hyphens or underscores, got " + name);
        }
        leaveWithTheOther();
        try (Parts parts = new Parts()) {
            WorkerOptions options = new WorkerOptions(
                    name, work.slots, TopicLayout.CPU, work.dataRoots(), store.path(), any -> true, commands);
            Worker worker = parts.opened(new Worker(client.provisioned(), Topics.STANDARD, options, Clock.systemUTC()));
            worker.start();
            parts.watch(worker.failure());
            monitor.watch(new Service("worker", worker::health, worker));
            String monitored = parts.opened(monitor.start()).where();
            Foreground.serve(streams, "worker " + options.name() + " slots " + work.slots + monitored, parts);
            return 0;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to be done where it fails
    private void leaveWithTheOther() {
        if (with != null) {
            ProcessHandle.of(with)
                    .map(ProcessHandle::onExit)
                    .orElseGet(() -> CompletableFuture.completedFuture(null))
                    .thenRun(() -> System.exit(0));
        }
    }
}
