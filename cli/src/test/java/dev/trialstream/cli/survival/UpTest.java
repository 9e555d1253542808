package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.message.Fact;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up}, and a study from a client that knows topics and JSON alone. */
@Tag("slow")
class UpTest {
    private static final Pattern READY =
            Pattern.compile("ready (http://127\\.0\\.0\\.1:\\d+) bootstrap (127\\.0\\.0\\.1:\\d+)");

    @TempDir
    Path folder;

    @Test
    void a_study_that_is_published_is_run_and_sigterm_ends_in_order() throws Exception {
        Files.writeString(folder.resolve("table.csv"), table());
        Path data = folder.resolve("data");
        try (Service up = Service.startAsDelivered(
                        folder, "up", "up", "--data-dir", data + "", "--data-root", folder + "")
                .ready()) {
            Matcher ready = READY.matcher(up.readyLine().orElseThrow());
            assertThat(ready.matches()).isTrue();
            HttpResponse<String> health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(ready.group(1) + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(200);

            publish(ready.group(2), """
                    {"study": "published", "data": {"csv": "table.csv", "target": "y"},
                     "budget": {"trials": 2, "epochs": 2}, "promotion": {"confirm": 1}}
                    """);
            try (Observer observer = new Observer(ready.group(2), "published")) {
                observer.await("the end", Duration.ofSeconds(90), event -> event.fact() instanceof Fact.Ended);
                assertThat(observer.log().delivered()).isPresent();
            }
            up.terminate();
            assertThat(up.awaitEnd(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(up.err()).isEmpty();
            assertThat(data.resolve("logs/trialstream.log")).isNotEmptyFile();
        }
    }

    private static void publish(String bootstrapServers, String study) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(ClientSettings.of(bootstrapServers).producer("anyone"))) {
            producer.send(new ProducerRecord<>("trialstream.studies.v1", study.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static String table() {
        StringBuilder rows = new StringBuilder("x,z,y\n");
        for (int i = 0; i < 120; i++) {
            rows.append(i % 17).append(',').append(i % 5).append(i % 17 < 8 ? ",a\n" : ",b\n");
        }
        return rows.toString();
    }
}
