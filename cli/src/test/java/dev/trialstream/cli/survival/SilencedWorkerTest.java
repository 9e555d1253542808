package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose Kafka sender thread ran out of memory: the worker is alive but cannot write any more. */
@Tag("slow")
class SilencedWorkerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void it_ends_with_the_reason_and_its_trial_goes_on_elsewhere() throws Exception {
        Path client =
                Files.writeString(folder.resolve("client.properties"), """
                producer.interceptor.classes=%s
                producer.delivery.timeout.ms=5000
                producer.request.timeout.ms=4000
                """.formatted(RunsOutOfMemory.class.getName()));
        try (Installation installation = Installation.in(folder)) {
            Service silenced = installation
                    .training("worker", "--slots", "1", "--command-config", client.toString())
                    .ready();
            installation.submit("""
                    study: silenced
                    data: {csv: digits.csv, target: digit}
                    search: {algorithm: random, seed: 7}
                    stopping: {rule: none}
                    promotion: {confirm: none}
                    budget: {trials: 1, epochs: 60, parallel: 1}
                    """);
            try (Observer observer = new Observer(installation.bootstrapServers(), "silenced")) {
                observer.await("its first epoch", PATIENCE, event -> event.fact() instanceof Fact.Epoch);
                installation.training("worker", "--slots", "1").ready();

                observer.await("the end", PATIENCE, event -> event.fact() instanceof Fact.Ended);
                Audit.everythingHappenedOnce(observer, 1);
                assertThat(observer.log().trial(1).orElseThrow().state()).isEqualTo(JobLog.State.COMPLETED);
                assertThat(observer.events()).anyMatch(event -> event.fact() instanceof Fact.Lapsed);
            }
            assertThat(silenced.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(silenced.err()).contains("nothing that this worker says is sent any more");
        }
    }

    /**
     * Runs out of memory in the client's own thread, which does not survive it, after the first epochs have been
     * reported.
     */
    public static final class RunsOutOfMemory implements ProducerInterceptor<byte[], byte[]> {
        private static final int ACKNOWLEDGED = 6;

        private final AtomicInteger acknowledged = new AtomicInteger();

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            boolean event = metadata.topic().equals(Topics.STANDARD.events());
            if (event && acknowledged.incrementAndGet() == ACKNOWLEDGED) {
                throw new OutOfMemoryError("Java heap space");
            }
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }
}
