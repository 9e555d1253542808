package dev.trialstream.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.Cli;
import dev.trialstream.cli.SharedBroker;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import dev.trialstream.worker.device.Devices;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every {@link PoolMessage.Heartbeat} counts the jobs of one worker; two workers of one name would deny each other's. */
class NameClaimTest {

    @TempDir
    Path store;

    @BeforeAll
    static void topics() {
        assertThat(Cli.run("topics", "apply", "--bootstrap-servers", SharedBroker.bootstrapServers())
                        .exitCode())
                .isZero();
    }

    @Test
    void of_three_workers_of_one_name_that_start_at_once_one_has_it_until_it_leaves() {
        List<Worker> workers = Stream.generate(this::worker).limit(3).toList();
        List<CompletableFuture<Boolean>> granted = workers.stream()
                .map(worker -> CompletableFuture.supplyAsync(worker::hasNameForItself))
                .toList();
        assertThat(granted.stream().map(CompletableFuture::join)).containsOnlyOnce(true);
        Worker owner = workers.get(
                granted.stream().map(CompletableFuture::join).toList().indexOf(true));
        owner.start();
        await().until(() -> owner.health().ready());

        workers.stream().filter(worker -> worker != owner).forEach(Worker::close);
        Cli late = Cli.run("worker", "--bootstrap-servers", SharedBroker.bootstrapServers(), "--name", "twin");
        assertThat(late.exitCode()).isEqualTo(2);
        assertThat(late.errLines()).anyMatch(line -> line.startsWith("error: --name: a worker called twin is already"));

        owner.close();
        try (Worker next = worker()) {
            assertThat(next.hasNameForItself()).isTrue();
        }
    }

    private Worker worker() {
        WorkerOptions options = new WorkerOptions("twin", 1, Devices.cpus(1), List.of(store), store, any -> false);
        return new Worker(SharedBroker.settings(), Topics.STANDARD, options, Clock.systemUTC());
    }
}
