package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Parts;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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

    @Option(names = "--slots", paramLabel = "N", description = "Trials at once (default: the cores of this machine).")
    int slots = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description = "Folder that data may lie in; may be given several times (default: the current one).")
    List<Path> dataRoots = new ArrayList<>();

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
        check();
        try (Parts parts = new Parts()) {
            WorkerOptions options = new WorkerOptions(
                    WorkerOptions.freshName(),
                    slots,
                    TopicLayout.CPU,
                    dataRoots.isEmpty() ? List.of(Path.of("")) : dataRoots,
                    store,
                    any -> true);
            Worker worker = parts.opened(new Worker(client.settings(), Topics.STANDARD, options, Clock.systemUTC()));
            worker.start();
            parts.watch(worker.failure());
            Foreground.serve(streams, "worker " + options.name() + " slots " + slots, parts);
            return 0;
        }
    }

    private void check() {
        if (slots < 1) {
            throw UserError.badInput("--slots: expected a whole number of at least 1, got " + slots);
        }
        dataRoots.stream().filter(root -> !Files.isDirectory(root)).findFirst().ifPresent(root -> {
            throw UserError.badInput("--data-root: " + root + " is no folder; expected one that data may lie in");
        });
    }
}
