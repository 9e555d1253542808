package dev.trialstream.cli.exchange.mlflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of an MLflow run.
 *
 * @param key identifies it for later exports: the id of a trial, or of the study for the parent run
 * @param end null while it is running
 * @param metrics in the order of their steps
 */
record MlflowRun(
        String key,
        Status status,
        Instant start,
        @Nullable Instant end,
        Map<String, String> tags,
        Map<String, String> params,
        List<Metric> metrics) {
    /** The tag that contains {@link #key}. */
    static final String KEY = "trialstream.id";

    /** MLflow's {@code RunStatus}. */
    enum Status {
        RUNNING,
        FINISHED,
        KILLED,
        FAILED
    }

    /** One value, which may be non-finite. */
    record Metric(String key, double value, Instant time, int step) {}
}
