package dev.trialstream.orchestrator.http;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.IncomingReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client's report on the trial that it holds.
 *
 * @param epoch that it concerns, 1 for an end
 * @param metrics by name; empty if none were given
 * @param checkpoint the client's own, for the next attempt, or null
 * @param failure why the trial failed; null if it did not
 */
record TrialReport(
        int attempt,
        int epoch,
        Map<String, Double> metrics,
        @Nullable String checkpoint,
        @Nullable String failure) {
    private static final int MOST_METRICS = 100;
    private static final int LONGEST_TEXT = 1000;

    static TrialReport epoch(byte[] body) {
        Fields fields = new Fields(IncomingReader.tree(body), "");
        TrialReport report = new TrialReport(
                fields.whole("attempt", 1),
                fields.whole("epoch", 1),
                metrics(fields),
                text(fields, "checkpoint"),
                null);
        fields.nothingElse();
        return report;
    }

    static TrialReport attempt(byte[] body) {
        Fields fields = new Fields(IncomingReader.tree(body), "");
        TrialReport report = new TrialReport(fields.whole("attempt", 1), 1, Map.of(), null, null);
        fields.nothingElse();
        return report;
    }

    static TrialReport end(byte[] body) {
        Fields fields = new Fields(IncomingReader.tree(body), "");
        boolean failed =
                fields.oneOf("state", null, List.of("completed", "failed")).equals("failed");
        String reason = Optional.ofNullable(text(fields, "reason")).orElse("its worker did not say why");
        TrialReport report =
                new TrialReport(fields.whole("attempt", 1), 1, metrics(fields), null, failed ? reason : null);
        fields.nothingElse();
        return report;
    }

    private static Map<String, Double> metrics(Fields fields) {
        Map<String, Double> metrics = new TreeMap<>();
        Fields given = fields.object("metrics");
        if (given == null) {
            return metrics;
        }
        for (String name : given.names()) {
            if (!Ids.isName(name)) {
                throw new HttpFailure(400, given.pathOf(name), "expected as name of a metric " + Ids.NAMES);
            }
            metrics.put(name, given.number(name, "a finite number; tell a trial that diverged as failed"));
        }
        if (metrics.size() > MOST_METRICS) {
            throw new HttpFailure(400, "metrics", "expected at most " + MOST_METRICS + ", got " + metrics.size());
        }
        return metrics;
    }

    private static @Nullable String text(Fields fields, String name) {
        String text = fields.textOrNull(name, "a text");
        if (text != null && (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl))) {
            throw new HttpFailure(
                    400, name, "expected one line of at most " + LONGEST_TEXT + " characters, got " + text.length());
        }
        return text;
    }

    /** @throws HttpFailure if {@code metric} is not among the metrics */
    void require(String metric) {
        if (!metrics.containsKey(metric)) {
            throw new HttpFailure(
                    400, "metrics." + metric, "expected the metric of the study's objective, got " + metrics.keySet());
        }
    }

    @Nullable
    Map<String, Double> metricsOrNull() {
        return metrics.isEmpty() ? null : metrics;
    }

    Fact fact(String trial, String worker) {
        return new Fact.Epoch(trial, attempt, worker, epoch, metrics, 0, 0, checkpoint);
    }
}
