package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.cli.pipeline.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The refusals of {@code resume}. {@code PauseTest} tests successful resumption with real processes. */
class ResumeTest {
    @TempDir
    Path folder;

    @Test
    void a_study_that_nobody_knows_and_one_that_has_ended_are_refused_by_name() throws Exception {
        Path study = folder.resolve("tiny.yaml");
        Cli.someDigits(folder);
        Files.writeString(study, """
                study: tiny
                data: {csv: digits.csv, target: digit}
                space: {learning_rate: {type: float, min: 0.001, max: 0.01, scale: log}}
                budget: {trials: 1, epochs: 1, parallel: 1}
                promotion: {confirm: none}
                """);
        Cli ran = Cli.run("run", study.toString(), "--data-dir", data(), "--out", folder.resolve("out") + "");
        assertThat(ran.exitCode()).as(ran.err()).isZero();

        Cli unknown = Cli.run("resume", "nope", "--data-dir", data());
        assertThat(unknown.errLines())
                .containsExactly("error: study nope: not known in " + data() + "; known there: tiny (completed)");
        assertThat(unknown.exitCode()).isEqualTo(2);

        Cli ended = Cli.run("resume", "tiny", "--data-dir", data(), "--out", folder.resolve("again") + "");
        assertThat(ended.errLines())
                .containsExactly("error: study tiny: has ended, there is nothing to resume; its result is in "
                        + folder.resolve("out"));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("again")).doesNotExist();

        Utils.delete(folder.resolve("out").toFile());
        Cli fetched = Cli.run("resume", "tiny", "--data-dir", data());
        assertThat(fetched.exitCode()).as(fetched.err()).isZero();
        assertThat(folder.resolve("out/model.zip")).isRegularFile();

        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(data()).resolve("broker"))) {
            Cli elsewhere = Cli.run(
                    "resume",
                    "nope",
                    "--data-dir",
                    data(),
                    "--no-services",
                    "--bootstrap-servers",
                    broker.bootstrapServers());
            assertThat(elsewhere.errLines())
                    .containsExactly("error: study nope: not known in " + broker.bootstrapServers()
                            + "; known there: tiny (completed)");
        }
    }

    @Test
    void a_data_directory_that_is_not_there_is_not_made() {
        Cli result = Cli.run("resume", "nope", "--data-dir", data());
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("study nope: not known")
                .contains(data());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(Path.of(data())).doesNotExist();
    }

    @Test
    void a_data_directory_in_use_is_named() {
        try (DataDirectory owner = DataDirectory.open(Path.of(data()))) {
            Cli result = Cli.run("resume", "tiny", "--data-dir", data());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.errLines()).singleElement().asString().contains("in use by another trialstream process");
            assertThat(owner.store()).doesNotExist();
        }
    }

    @Test
    void what_is_no_id_is_named() {
        Cli result = Cli.run("resume", "No Study!", "--data-dir", data());
        assertThat(result.errLines()).singleElement().asString().contains("study No Study!: not the id of a study");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void services_elsewhere_need_a_broker() {
        Cli result = Cli.run("resume", "tiny", "--no-services", "--data-dir", folder + "");
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("--no-services: expected --bootstrap-servers");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
