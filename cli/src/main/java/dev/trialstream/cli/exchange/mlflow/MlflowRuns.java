package dev.trialstream.cli.exchange.mlflow;

import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.StudyState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Converts a study to runs: one for itself, with its best, and one for each trial. Without network access. Texts longer
 * than the limit of any MLflow 2 are cut.
 */
final class MlflowRuns {
    /** Limit of a param: 500 before MLflow 2.8, 6000 since. */
    private static final int LONGEST_PARAM = 500;

    private static final int LONGEST_TAG = 5000;

    private final StudyLog log;
    private final Map<String, Instant> starts = new HashMap<>();
    private final Map<String, Instant> ends = new HashMap<>();
    private final Map<String, Instant> epochs = new HashMap<>();
    private Instant begun = Instant.EPOCH;
    private @Nullable Instant ended;
    private String submitted = "";

    /** @param events all of the study, in order */
    MlflowRuns(String study, List<HistoryEvent> events) {
        log = new StudyLog(study);
        events.forEach(this::take);
    }

    private void take(HistoryEvent event) {
        if (!log.apply(event)) {
            return;
        }
        Fact fact = event.fact();
        if (fact instanceof Fact.Submitted && submitted.isEmpty()) {
            submitted = event.id();
            begun = event.time();
        } else if (fact instanceof Fact.Ended) {
            ended = event.time();
        } else if (fact instanceof Fact.Requested requested) {
            starts.put(requested.trial(), event.time());
        } else if (fact instanceof Fact.Dispatched dispatched && dispatched.attempt() == 1) {
            starts.put(dispatched.job(), event.time());
        } else if (fact instanceof Fact.Epoch epoch) {
            epochs.putIfAbsent(epoch.job() + "/" + epoch.epoch(), event.time());
        } else if (fact instanceof Fact.OfJob job
                && log.job(job.job()).filter(it -> it.state().hasEnded()).isPresent()) {
            ends.putIfAbsent(job.job(), event.time());
        }
    }

    MlflowRun study() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("mlflow.runName", log.study());
        tags.put("trialstream.study", log.study());
        tags.put("trialstream.event", submitted);
        tags.put("trialstream.state", word(log.state()));
        Map<String, String> params = new LinkedHashMap<>();
        List<MlflowRun.Metric> metrics = new ArrayList<>();
        StudyAnswer.Best best = StudyAnswer.of(log).best();
        if (best != null && ended != null) { // only then is it final
            tags.put("trialstream.best", best.trial());
            params.putAll(texts(best.parameters().values()));
            for (Map.Entry<String, Double> metric : new TreeMap<>(best.metrics()).entrySet()) {
                metrics.add(new MlflowRun.Metric(metric.getKey(), metric.getValue(), ended, best.epoch()));
            }
        }
        return new MlflowRun(log.study(), status(log.state()), begun, ended, cut(tags), params, metrics);
    }

    List<MlflowRun> trials() {
        return log.trials().stream().map(this::trial).toList();
    }

    private MlflowRun trial(TrialLog trial) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("mlflow.runName", trial.trial());
        tags.put("trialstream.study", log.study());
        tags.put("trialstream.trial", trial.trial());
        tags.put("trialstream.event", trial.trial() + "/requested");
        tags.put("trialstream.role", word(trial.role()));
        tags.put("trialstream.state", word(trial.state()));
        if (trial.failure() != null) {
            tags.put("trialstream.reason", trial.failure());
        }
        Instant start = starts.getOrDefault(trial.trial(), begun);
        List<MlflowRun.Metric> metrics = new ArrayList<>();
        for (EpochPoint point : trial.curve().epochs()) {
            Instant time = epochs.getOrDefault(trial.trial() + "/" + point.epoch(), start);
            new TreeMap<>(point.metrics())
                    .forEach((name, value) -> metrics.add(new MlflowRun.Metric(name, value, time, point.epoch())));
        }
        return new MlflowRun(
                trial.trial(),
                status(trial.state()),
                start,
                ends.get(trial.trial()),
                cut(tags),
                texts(trial.parameters().values()),
                metrics);
    }

    private static Map<String, String> texts(Map<String, Object> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, cut(String.valueOf(value), LONGEST_PARAM)));
        return texts;
    }

    private static Map<String, String> cut(Map<String, String> tags) {
        tags.replaceAll((name, value) -> cut(value, LONGEST_TAG));
        return tags;
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private static MlflowRun.Status status(StudyState state) {
        return switch (state) {
            case COMPLETED -> MlflowRun.Status.FINISHED;
            case STOPPED -> MlflowRun.Status.KILLED;
            case FAILED -> MlflowRun.Status.FAILED;
            default -> MlflowRun.Status.RUNNING;
        };
    }

    private static MlflowRun.Status status(JobLog.State state) {
        return switch (state) {
            case COMPLETED -> MlflowRun.Status.FINISHED;
            case STOPPED -> MlflowRun.Status.KILLED;
            case FAILED -> MlflowRun.Status.FAILED;
            default -> MlflowRun.Status.RUNNING;
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
