package dev.trialstream.cli.pool;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.Trialstream;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Closeables;
import dev.trialstream.cli.service.Foreground;
import dev.trialstream.cli.service.WorkOptions;
import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.service.ServiceLoops;
import dev.trialstream.worker.device.Gpu;
import dev.trialstream.worker.device.NvidiaSmi;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream pool}: runs as many worker processes on this machine as there is work for. */
@Command(
        name = "pool",
        description = "Starts and drains worker processes on this machine, as many as the studies want slots.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PoolCommand implements Callable<Integer> {
    @Mixin
    ClientOptions client = new ClientOptions();

    @Option(names = "--min", paramLabel = "N", description = "Workers at least (default: ${DEFAULT-VALUE}).")
    int least;

    @Option(names = "--max", paramLabel = "N", description = "Workers at most (default: the cores of this machine).")
    int most = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--quiet",
            paramLabel = "TIME",
            description = "How long fewer have to be wanted before there are (default: ${DEFAULT-VALUE}).")
    String quiet = "30s";

    @Option(
            names = "--device",
            paramLabel = "cpu|gpu",
            description = "What the workers train on, and are scaled by (default: ${DEFAULT-VALUE}).")
    String device = TopicLayout.CPU;

    @Option(names = "--slots", paramLabel = "N", description = "Trials at once in each worker (default: 1).")
    int slots = 1;

    @Mixin
    WorkOptions.Data data = new WorkOptions.Data();

    @Option(
            names = "--log-dir",
            paramLabel = "DIR",
            description = "Folder for what the workers print (default: ~/.trialstream/logs).")
    Path logs = Path.of(System.getProperty("user.home"), ".trialstream", "logs");

    private final Streams streams;

    public PoolCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Logs.toStandardError();
        Duration quietTime = check();
        ClientSettings settings = client.provisioned();
        try (Closeables parts = new Closeables()) {
            WorkerProcesses crew = parts.opened(new WorkerProcesses(worker(), gpus(), logs));
            PoolSize size = new PoolSize(least, most, slots, quietTime);
            ServiceLoops loops = parts.opened(new ServiceLoops("pool"));
            loops.start(
                    "size",
                    () -> new PoolLoop(
                            settings,
                            Topics.STANDARD,
                            device,
                            size,
                            crew,
                            streams.err()::println,
                            loops::running,
                            Clock.systemUTC()));
            parts.watch(loops.failure());
            Foreground.serve(streams, "pool of " + least + " to " + most + " workers, slots " + slots, parts);
            return 0;
        }
    }

    private Duration check() {
        data.check();
        if (!TopicLayout.DEVICES.contains(device)) {
            throw UserError.badInput(
                    "--device: expected one of " + String.join(", ", TopicLayout.DEVICES) + ", got " + device);
        }
        if (slots < 1) {
            throw UserError.badInput("--slots: expected a whole number of at least 1, got " + slots);
        }
        if (least < 0) {
            throw UserError.badInput("--min: expected a whole number of at least 0, got " + least);
        }
        if (most < Math.max(1, least)) {
            throw UserError.badInput("--max: expected a whole number of at least " + Math.max(1, least)
                    + (least > 1 ? ", which is --min" : "") + ", got " + most);
        }
        return Durations.parse(quiet)
                .orElseThrow(() -> UserError.badInput("--quiet: expected a duration such as 30s, got " + quiet));
    }

    private List<Gpu> gpus() {
        List<Gpu> gpus = device.equals(TopicLayout.GPU) ? NvidiaSmi.gpus() : List.of();
        if (gpus.isEmpty() && device.equals(TopicLayout.GPU)) {
            throw UserError.badInput("--device gpu: nvidia-smi finds no GPU on this machine; expected its driver to be"
                    + " installed, or --device cpu");
        }
        return gpus;
    }

    /** This program again as a worker, which leaves if this process dies. */
    private List<String> worker() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Trialstream.class.getName(), "worker"));
        command.addAll(client.words());
        command.addAll(data.arguments());
        command.addAll(List.of("--device", device));
        command.addAll(List.of("--slots", String.valueOf(slots)));
        command.addAll(List.of("--with", String.valueOf(ProcessHandle.current().pid())));
        return command;
    }
}
