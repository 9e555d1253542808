package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.ServiceOptions;
import dev.trialstream.protocol.Json;
import dev.trialstream.worker.store.CheckpointStore;
import dev.trialstream.worker.store.StoreRoot;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A store behind another NIO provider than the disk's: a zip file, which needs no installation. */
class StoreElsewhereTest {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    @Test
    @Timeout(240)
    void a_study_trains_delivers_and_is_cleared_away_in_it() throws Exception {
        Path archive = folder.resolve("store.zip");
        FileSystems.newFileSystem(archive, Map.of("create", "true")).close();
        String uri = "jar:" + archive.toUri() + "!/";
        String id = SharedBroker.study("zipped");
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                study: %s
                data: {csv: %s, target: digit}
                stopping: {rule: none}
                promotion: {confirm: 1}
                budget: {trials: 3, epochs: 3, parallel: 1}
                """.formatted(id, Cli.someDigits(folder)));
        try (Pipeline pipeline = Pipeline.open(folder.resolve("data"), SharedBroker.settings(), StoreRoot.of(uri))) {
            pipeline.startServices(new ServiceOptions(1, List.of(folder), any -> true));
            String bootstrap = pipeline.settings().bootstrapServers();
            Path out = folder.resolve("out");
            Cli run = Cli.run(
                    "run",
                    study.toString(),
                    "--bootstrap-servers",
                    bootstrap,
                    "--no-services",
                    "--store",
                    uri,
                    "--json",
                    "--out",
                    out.toString(),
                    "--data-dir",
                    folder.resolve("client").toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(out.resolve("model.zip")).isRegularFile();
            assertThat(out.resolve("preparation.json")).isRegularFile();
            assertThat(folder.resolve("data/store")).doesNotExist();

            CheckpointStore store = new CheckpointStore(pipeline.store());
            JsonNode result = Json.json().readTree(run.out());
            String winner = result.get("best").get("trial").stringValue();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(store.list("checkpoints"))
                            .as("all of the winner and of its refit, nothing of the others")
                            .contains(winner)
                            .hasSize(2));
            assertThat(store.list("models")).containsExactly(id);

            assertThat(Cli.run("study", "delete", id, "--bootstrap-servers", bootstrap)
                            .exitCode())
                    .isZero();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(store.list("checkpoints")).isEmpty());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(store.list("models")).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worker --bootstrap-servers localhost:1",
                "pool --bootstrap-servers localhost:1",
                "up --data-dir DIR",
                "tune FILE --target digit --data-dir DIR",
                "resume some --data-dir DIR",
                "trial logs some.1"
            })
    void every_command_with_a_store_names_the_scheme_that_nothing_serves(String command) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        String line = command.replace("DIR", data.toString())
                        .replace("FILE", Cli.digits().toString()) + " --store gs://bucket/prefix";
        Cli result = Cli.run(line.split(" ", -1));
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("error: --store gs://bucket/prefix: no file system provider for gs: is installed")
                .contains("TRIALSTREAM_CLASSPATH");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(data).isEmptyDirectory();
    }
}
