package dev.trialstream.protocol.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InheritedEnvironmentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"PATH", "HOME", "LC_ALL", "PYTHONPATH", "CUDA_VISIBLE_DEVICES", "OMP_NUM_THREADS", "TMPDIR"})
    void what_programs_need_to_run_is_passed_on(String name) {
        assertThat(InheritedEnvironment.of(Map.of(name, "x"), List.of())).containsExactly(Map.entry(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRIALSTREAM_KAFKA_SASL_JAAS_CONFIG",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_ACCESS_KEY_ID",
                "MLFLOW_TRACKING_PASSWORD",
                "GITHUB_TOKEN",
                "WANDB_API_KEY",
                "DATABASE_URL",
                "https_proxy",
                "TF_API_TOKEN",
                "PYTHON_KEYRING_PASSWORD",
                "path"
            })
    void anything_else_stays_here(String name) {
        assertThat(InheritedEnvironment.of(Map.of(name, "x"), List.of())).isEmpty();
    }

    @Test
    void more_can_be_named() {
        Map<String, String> own = Map.of("AWS_PROFILE", "p", "AWS_REGION", "r", "WANDB_API_KEY", "k", "OTHER", "o");
        assertThat(InheritedEnvironment.of(own, List.of("AWS_*", "WANDB_API_KEY")))
                .containsOnlyKeys("AWS_PROFILE", "AWS_REGION", "WANDB_API_KEY");
    }
}
