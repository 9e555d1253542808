package dev.trialstream.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.Service;
import dev.trialstream.cli.pipeline.ServiceOptions;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --monitor} and {@code health}, on the services as they run. */
class MonitorTest {
    private static final String DEAD = "127.0.0.1:1";

    @TempDir
    Path folder;

    @Test
    void before_a_broker_answers_a_service_is_alive_and_not_ready() throws Exception {
        Monitor monitor = monitor();
        try (Orchestrator orchestrator =
                        new Orchestrator(ClientSettings.of(DEAD), Topics.STANDARD, any -> true, Clock.systemUTC());
                Monitor.Running running = watched(monitor, orchestrator)) {
            orchestrator.start();
            assertThat(Scrape.of(running, "/health/live")).isEqualTo(new Scrape(200, """
                    ok   orchestrator: hears nothing from the broker
                    """));
            assertThat(Scrape.of(running, "/health/ready")).isEqualTo(new Scrape(503, """
                    not  orchestrator: hears nothing from the broker
                    """));
            assertThat(Cli.run("health", Scrape.address(running)))
                    .isEqualTo(new Cli(1, "not  orchestrator: hears nothing from the broker\n", ""));
        }
    }

    @Test
    void every_service_is_ready_while_the_broker_is_there_and_tells_what_the_documentation_names() throws Exception {
        Path data = folder.resolve("broker");
        EmbeddedBroker broker = EmbeddedBroker.start(data);
        int port = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
        Monitor monitor = monitor();
        try (Pipeline pipeline = Pipeline.open(folder.resolve("data"), ClientSettings.of(broker.bootstrapServers()))) {
            pipeline.startServices(new ServiceOptions(1, List.of(folder), any -> true));
            pipeline.services().forEach(monitor::watch);
            try (Monitor.Running running = monitor.start()) {
                await(running, 200, "ok   metrics: ", "ok   orchestrator: ", "ok   worker: ");
                assertThat(Cli.run("health", Scrape.address(running)).exitCode())
                        .isZero();
                tellsWhatIsDocumented(running);

                broker.close();
                await(running, 503, "not  metrics: ", "not  orchestrator: ", "not  worker: ");
                assertThat(Scrape.of(running, "/health/live").status()).isEqualTo(200);

                broker = EmbeddedBroker.start(data, port);
                await(running, 200, "ok   metrics: ", "ok   orchestrator: ", "ok   worker: ");
            }
        } finally {
            broker.close();
        }
    }

    private static void tellsWhatIsDocumented(Monitor.Running running) throws Exception {
        Scrape metrics = Scrape.of(running, "/metrics");
        assertThat(metrics.status()).isEqualTo(200);
        String documented = Files.readString(Cli.home().resolve("docs/services.md"));
        assertThat(Scrape.namesIn(documented)).isEqualTo(metrics.names()).hasSizeGreaterThan(6);
        assertThat(metrics.text()).contains("jvm_memory_used_bytes", "kafka_consumer_", "process_uptime_seconds");
    }

    private static void await(Monitor.Running running, int status, String... lines) {
        Awaitility.await("ready says " + status + " for each")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    Scrape now = Scrape.of(running, "/health/ready");
                    assertThat(now.status()).isEqualTo(status);
                    assertThat(now.text()).contains(lines);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orchestrator --bootstrap-servers 127.0.0.1:1 --monitor 70000 | 2 | --monitor: expected a port from 1 to 65535, or 0 for a free one, got 70000
            worker --bootstrap-servers 127.0.0.1:1 --monitor -1          | 2 | --monitor: expected a port from 1 to 65535, or 0 for a free one, got -1
            metrics --bootstrap-servers 127.0.0.1:1 --monitor many       | 2 | Invalid value for option '--monitor'
            up --monitor 70000                                           | 2 | --monitor: expected a port from 1 to 65535, or 0 for a free one, got 70000
            health nowhere                                               | 2 | URL: expected http://HOST:PORT of a monitor, got nowhere
            health http://127.0.0.1:1                                    | 1 | http://127.0.0.1:1/health/ready: does not answer
            """)
    void nonsense_is_named_in_one_line(String command, int exitCode, String complaint) {
        Cli result = Cli.run(command.split(" +", -1));
        assertThat(result.errLines()).singleElement().asString().startsWith("error: " + complaint);
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    private static Monitor monitor() {
        Monitor monitor = new Monitor();
        monitor.port = 0;
        return monitor;
    }

    private static Monitor.Running watched(Monitor monitor, Orchestrator orchestrator) {
        monitor.watch(new Service("orchestrator", orchestrator::health, orchestrator));
        return monitor.start();
    }
}
