package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.pipeline.DataDirectory;
import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OwnBrokerTest {

    @TempDir
    Path folder;

    @Test
    void a_broker_of_the_users_is_used_and_its_time_budget_ends_the_search() throws Exception {
        Cli result = tune("--bootstrap-servers", SharedBroker.bootstrapServers(), "--time", "12s", "--trials", "500");
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode json = Json.json().readTree(result.out());
        assertThat(json.get("state").stringValue()).isEqualTo("completed");
        assertThat(json.get("trials").get("total").intValue()).isBetween(1, 499);
        assertThat(folder.resolve("data/broker")).doesNotExist();
    }

    @Test
    void a_broker_that_does_not_answer_is_named_and_nothing_is_delivered() throws IOException {
        Path impatient = Files.writeString(
                folder.resolve("client.properties"),
                "kafka.admin.request.timeout.ms=1000\nkafka.admin.default.api.timeout.ms=2000\n");
        Cli result = tune("--bootstrap-servers", "127.0.0.1:1", "--command-config", impatient.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errLines()).singleElement().asString().startsWith("error: broker 127.0.0.1:1: ");
        assertThat(result.out()).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void a_data_directory_in_use_is_named() {
        try (DataDirectory owner = DataDirectory.open(folder.resolve("data"))) {
            Cli result = tune();
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.errLines()).singleElement().asString().contains("in use by another trialstream process");
            assertThat(owner.store()).doesNotExist();
        }
    }

    private Cli tune(String... more) {
        String[] common = {
            "tune",
            Cli.digits().toString(),
            "--target",
            "digit",
            "--json",
            "--data-dir",
            folder.resolve("data").toString(),
            "--out",
            folder.resolve("out").toString()
        };
        String[] all = java.util.Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return Cli.run(all);
    }
}
