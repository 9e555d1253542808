package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    @TempDir
    Path folder;

    @Test
    void the_worker_s_own_settings_and_secrets_are_not_passed_on() {
        CommandSpec spec = CommandsFile.parse(
                        "commands: {try: {run: [x], environment: {PATH: /bin}, inherit: [WANDB_*]}}", folder)
                .get("try");
        TrialValues values = new TrialValues(new Trial(folder).task(), folder.resolve("p.json"), null);

        Map<String, String> environment = Launch.of(
                        spec,
                        values,
                        Map.of(
                                "TRIALSTREAM_KAFKA_SASL_JAAS_CONFIG", "secret",
                                "AWS_SECRET_ACCESS_KEY", "secret",
                                "WANDB_MODE", "offline",
                                "HOME", "/home",
                                "PATH", "/usr/bin"),
                        Map.of("CUDA_VISIBLE_DEVICES", "GPU-1"))
                .environment();

        assertThat(environment)
                .containsEntry("HOME", "/home")
                .containsEntry("PATH", "/bin")
                .containsEntry("CUDA_VISIBLE_DEVICES", "GPU-1")
                .containsEntry("TRIALSTREAM_TRIAL", "s.1")
                .containsEntry(
                        "TRIALSTREAM_PARAMETERS", folder.resolve("p.json").toString());
        assertThat(environment).containsEntry("WANDB_MODE", "offline");
        assertThat(environment).doesNotContainValue("secret");
    }
}
