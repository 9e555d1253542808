package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Closeables;
import dev.trialstream.cli.pipeline.Service;
import dev.trialstream.cli.pipeline.Share;
import dev.trialstream.cli.pipeline.StoreOption;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import dev.trialstream.worker.command.CommandSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream worker}: trains trials, as a separate process. */
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
        List<Share> shares = work.devices.shares();
        monitor.check();
        if (!shares.stream().map(this::nameOf).allMatch(WorkerOptions::isName)) {
            throw UserError.badInput(
                    "--name: expected up to 63 letters, digits, dots, hyphens or underscores, got " + name);
        }
        leaveWithTheOther();
        try (Closeables parts = new Closeables()) {
            Path kept = store.path();
            ClientSettings settings = client.provisioned();
            StringBuilder ready = new StringBuilder();
            for (Share share : shares) {
                WorkerOptions options = new WorkerOptions(
                        nameOf(share), share.slots(), share.devices(), work.dataRoots(), kept, any -> true, commands);
                Worker worker = parts.opened(new Worker(settings, Topics.STANDARD, options, Clock.systemUTC()));
                if (!worker.hasNameForItself()) {
                    throw UserError.badInput("--name: a worker called " + options.name()
                            + " is already in the pool; give each worker a name of its own, or leave --name out");
                }
                worker.start();
                parts.watch(worker.failure());
                monitor.watch(
                        new Service(options.name().equals(name) ? "worker" : "worker-gpu", worker::health, worker));
                ready.append("worker ").append(options.name()).append(" slots ").append(share.slots());
                ready.append(share.hasGpus() ? " gpu" : "").append(' ');
            }
            String monitored = parts.opened(monitor.start()).where();
            Foreground.serve(streams, ready.toString().strip() + monitored, parts);
            return 0;
        }
    }

    /** GPUs next to CPUs are another worker, with its own slots and queue. */
    private String nameOf(Share share) {
        boolean beside = work.devices.device == null && share.hasGpus();
        return beside ? name + "-gpu" : name;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing remains to be done if it fails
    private void leaveWithTheOther() {
        if (with != null) {
            ProcessHandle.of(with)
                    .map(ProcessHandle::onExit)
                    .orElseGet(() -> CompletableFuture.completedFuture(null))
                    .thenRun(() -> System.exit(0));
        }
    }
}
