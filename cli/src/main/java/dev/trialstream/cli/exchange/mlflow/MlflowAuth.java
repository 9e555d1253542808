package dev.trialstream.cli.exchange.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials from the environment variables of MLflow's own clients: {@code MLFLOW_TRACKING_TOKEN}, or
 * {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}. As in MLflow, a user takes precedence over a
 * token.
 *
 * @param header value of {@code Authorization}
 */
record MlflowAuth(Optional<String> header) {

    static MlflowAuth of(Map<String, String> environment) {
        String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
        String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
        String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
        if (!user.isEmpty() && !password.isEmpty()) {
            String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
            return new MlflowAuth(Optional.of("Basic " + both));
        }
        return new MlflowAuth(token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return header.isPresent() ? "given" : "none";
    }
}
