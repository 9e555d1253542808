package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SameSeedTest {

    @TempDir
    Path folder;

    @Test
    void one_slot_no_stopping_and_the_same_seed_give_the_same_trials_and_the_same_best_twice() throws Exception {
        Path study = folder.resolve("study.yaml");
        Files.writeString(
                study,
                "data: {csv: " + Cli.someDigits(folder) + ", target: digit}\n"
                        + "stopping: {rule: none}\nsearch: {seed: 5}\n"
                        + "budget: {trials: 4, epochs: 2, parallel: 1}\npromotion: {confirm: 1}\n");

        JsonNode first = run(study, "first");
        JsonNode second = run(study, "second");

        assertThat(second.get("best").get("parameters"))
                .isEqualTo(first.get("best").get("parameters"));
        assertThat(second.get("best").get("metrics"))
                .isEqualTo(first.get("best").get("metrics"));
        assertThat(second.get("best").get("value")).isEqualTo(first.get("best").get("value"));
        assertThat(second.get("trials")).isEqualTo(first.get("trials"));
        assertThat(first.get("epochs").intValue()).isEqualTo(4 * 2);
        assertThat(trials("first"))
                .hasLineCount(1 + 4 + first.get("confirmation").get("trials").intValue());
        assertThat(trials("second")).isEqualTo(trials("first"));
    }

    private JsonNode run(Path study, String name) {
        Cli result = Cli.run(
                "run",
                study.toString(),
                "--json",
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve(name).toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Json.json().readTree(result.out());
    }

    private String trials(String name) throws Exception {
        return Files.readString(folder.resolve(name).resolve("trials.csv"));
    }
}
