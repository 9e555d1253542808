package dev.trialstream.cli.service;

import dev.trialstream.cli.Logs;
import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.pipeline.Closeables;
import dev.trialstream.cli.pipeline.Service;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.metrics.query.QueryServer;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.protocol.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialstream metrics}: judges trials, as a separate process. */
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

    @Option(
            names = "--queries",
            paramLabel = "PORT",
            description =
                    "Answer questions about studies over HTTP on this port, and pass on those that others answer.")
    @Nullable
    Integer queries;

    @Option(
            names = "--queries-host",
            paramLabel = "ADDRESS",
            description = "Address that answers are given at, and that other metrics-consumers ask (default:"
                    + " ${DEFAULT-VALUE}); others than this machine need TRIALSTREAM_HTTP_TOKEN.")
    String queriesHost = HttpOptions.LOOPBACK;

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
        String token = System.getenv("TRIALSTREAM_HTTP_TOKEN");
        checkQueries(token);
        Path folder = stateDirectory != null ? stateDirectory : Files.createTempDirectory("trialstream-metrics-");
        try (Closeables parts = new Closeables()) {
            MetricsConsumer judge = parts.opened(
                    new MetricsConsumer(client.provisioned(), Topics.STANDARD, options(folder), Clock.systemUTC()));
            String asked = queries == null
                    ? ""
                    : parts.opened(serve(judge, queries, token)).where();
            judge.start();
            parts.watch(judge.failure());
            monitor.watch(new Service("metrics", judge::health, judge));
            Foreground.serve(
                    streams, "metrics" + asked + parts.opened(monitor.start()).where(), parts);
            return 0;
        }
    }

    private void checkQueries(@Nullable String token) {
        if (queries == null) {
            return;
        } else if (queries == 0) {
            throw UserError.badInput("--queries 0: expected a port from 1 to 65535, because the others are told it");
        }
        Ports.check("--queries", queries);
        if (token == null && !new HttpOptions(queriesHost, queries, null, null, null).isLocal()) {
            throw UserError.badInput("--queries-host " + queriesHost
                    + ": expected a token for an address beyond this machine; set TRIALSTREAM_HTTP_TOKEN");
        }
    }

    private MetricsConsumerOptions options(Path folder) {
        MetricsConsumerOptions options = MetricsConsumerOptions.in(folder);
        return queries == null ? options : options.answeringAt(new HostInfo(queriesHost, queries));
    }

    private Answering serve(MetricsConsumer judge, int port, @Nullable String token) {
        try {
            return new Answering(QueryServer.start(queriesHost, port, token, judge.queries(token)), queriesHost);
        } catch (RuntimeException e) {
            throw UserError.failure("--queries: could not listen on " + queriesHost + ":" + port + " (" + e.getMessage()
                    + "); choose another");
        }
    }

    /** A server of queries. */
    private record Answering(QueryServer server, String host) implements AutoCloseable {
        String where() {
            return " queries http://" + host + ":" + server.port();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
