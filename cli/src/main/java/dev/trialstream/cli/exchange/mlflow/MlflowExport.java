package dev.trialstream.cli.exchange.mlflow;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exports a study as an MLflow run, and its trials as nested runs. Existing runs are found by their tags and kept, or
 * completed. So the export can be repeated at any time: after an interruption, or while a study is running.
 */
public final class MlflowExport {
    private final MlflowStore store;

    private MlflowExport(MlflowStore store) {
        this.store = store;
    }

    /**
     * Result of an export.
     *
     * @param experiment its id
     * @param created new runs
     * @param completed runs that lacked something
     * @param left runs that were already complete
     */
    public record Exported(String uri, String experiment, int created, int completed, int left) {}

    /**
     * Exports a study.
     *
     * @param events all of the study, in order
     * @param environment with the credentials, in the variables of MLflow's own clients
     * @throws UserError if the server does not answer or refuses
     */
    public static Exported write(
            String uri, String experiment, String study, List<HistoryEvent> events, Map<String, String> environment) {
        MlflowClient client = new MlflowClient(uri, MlflowAuth.of(environment));
        return new MlflowExport(new MlflowStore(client))
                .write(client.server(), experiment, new MlflowRuns(study, events));
    }

    private Exported write(String server, String experiment, MlflowRuns runs) {
        String id = store.experiment(experiment);
        MlflowRun study = runs.study();
        Map<String, MlflowStore.Known> known = store.runs(id, study.key());
        Counts counts = new Counts();
        String parent = begin(id, study, known.get(study.key()), null, counts);
        for (MlflowRun trial : runs.trials()) {
            MlflowStore.Known there = known.get(trial.key());
            String run = begin(id, trial, there, parent, counts);
            complete(run, trial, there, counts);
        }
        complete(parent, study, known.get(study.key()), counts); // last: a finished study has all its trials
        return new Exported(server, id, counts.created, counts.completed, counts.left);
    }

    private static final class Counts {
        private int created;
        private int completed;
        private int left;
    }

    private String begin(
            String experiment,
            MlflowRun run,
            MlflowStore.@Nullable Known there,
            @Nullable String parent,
            Counts counts) {
        if (there != null) {
            return there.id();
        }
        Map<String, String> tags = new LinkedHashMap<>(run.tags());
        tags.put(MlflowRun.KEY, run.key());
        if (parent != null) {
            tags.put("mlflow.parentRunId", parent);
        }
        counts.created++;
        return store.create(experiment, run, tags).id();
    }

    private void complete(String id, MlflowRun run, MlflowStore.@Nullable Known there, Counts counts) {
        if (there == null) {
            store.log(id, Map.of(), run.params(), run.metrics());
            if (run.status() != MlflowRun.Status.RUNNING) {
                store.finish(id, run);
            }
            return;
        }
        Map<String, String> tags = lacking("tag ", run.tags(), there);
        Map<String, String> params = lacking("param ", run.params(), there);
        List<MlflowRun.Metric> metrics = run.metrics().stream()
                .filter(metric -> metric.step() > there.steps().getOrDefault(metric.key(), Long.MIN_VALUE))
                .toList();
        store.log(id, tags, params, metrics);
        boolean ends = !there.status().equals(run.status().name());
        if (ends) {
            store.finish(id, run);
        }
        if (ends || !tags.isEmpty() || !params.isEmpty() || !metrics.isEmpty()) {
            counts.completed++;
        } else {
            counts.left++;
        }
    }

    private static Map<String, String> lacking(String kind, Map<String, String> wanted, MlflowStore.Known there) {
        Map<String, String> lacking = new LinkedHashMap<>(wanted);
        lacking.entrySet().removeIf(it -> it.getValue().equals(there.data().get(kind + it.getKey())));
        return lacking;
    }
}
