package dev.trialstream.cli.exchange.mlflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of MLflow is to say.
 *
 * @param key what it is found again by: the id of a trial, or of a study for the run above its trials
 * @param end null while it goes on
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
    /** The tag that {@link #key} stands in. */
    static final String KEY = "trialstream.id";

    /** {@code RunStatus}, in its words. */
    enum Status {
        RUNNING,
        FINISHED,
        KILLED,
        FAILED
    }

    /** One value. Not every one is finite. */
    record Metric(String key, double value, Instant time, int step) {}
}
