package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Parts;
import dev.trialstream.cli.pipeline.Service;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.protocol.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream metrics}: judges trials, as a process of its own. */
@Command(
        name = "metrics",
        description = "Runs a metrics-consumer; several share the studies among them.",
        mixinStandardHelpOptions = true)
public final class MetricsCommand implements Callable<Integer> {
    @Mixin
    ClientOptions client = new ClientOptions();

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Folder of this process alone for lock files (default: a temporary one); state is in Kafka.")
    @Nullable
    Path stateDirectory;

    @Mixin
    Monitor monitor = new Monitor();

    private final Streams streams;

    public MetricsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Logs.toStandardError();
        monitor.check();
        Path folder = stateDirectory != null ? stateDirectory : Files.createTempDirectory("trialstream-metrics-");
        try (Parts parts = new Parts()) {
            MetricsConsumer judge = parts.opened(new MetricsConsumer(
                    client.provisioned(), Topics.STANDARD, MetricsConsumerOptions.in(folder), Clock.systemUTC()));
            judge.start();
            parts.watch(judge.failure());
            monitor.watch(new Service("metrics", judge::health, judge));
            Foreground.serve(streams, "metrics" + parts.opened(monitor.start()).where(), parts);
            return 0;
        }
    }
}
