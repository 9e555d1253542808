package dev.trialstream.cli.exchange.mlflow;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Experiments and runs of a tracking server, within its request limits. */
final class MlflowStore {
    private static final int MOST_METRICS = 1000;
    private static final int MOST_OTHERS = 100;
    private static final int PAGE = 1000;

    private final MlflowClient client;

    MlflowStore(MlflowClient client) {
        this.client = client;
    }

    /**
     * An existing run.
     *
     * @param steps the last step of each metric
     * @param data its tags and params, with {@code tag} and {@code param} before the name
     */
    record Known(String id, String status, Map<String, Long> steps, Map<String, String> data) {}

    /** The id of the experiment with this name, which is created if necessary. */
    String experiment(String name) {
        Optional<JsonNode> found =
                client.get("experiments/get-by-name", "experiment_name", name).map(it -> it.path("experiment"));
        if (found.filter(it -> it.path("lifecycle_stage").asString("").equals("deleted"))
                .isPresent()) {
            throw UserError.failure("MLflow " + client.server() + ": experiment " + name
                    + " has been deleted; restore it there, or name another with --experiment");
        }
        return found.orElseGet(() -> client.post(
                        "experiments/create", Json.json().createObjectNode().put("name", name)))
                .path("experiment_id")
                .asString("");
    }

    /** The runs of a study, by their keys. */
    Map<String, Known> runs(String experiment, String study) {
        Map<String, Known> runs = new HashMap<>();
        String page = "";
        do {
            ObjectNode search = Json.json().createObjectNode();
            search.putArray("experiment_ids").add(experiment);
            search.put("filter", "tags.`trialstream.study` = '" + study + "'");
            search.put("run_view_type", "ACTIVE_ONLY").put("max_results", PAGE);
            if (!page.isEmpty()) {
                search.put("page_token", page);
            }
            JsonNode answer = client.post("runs/search", search);
            answer.path("runs").forEach(run -> {
                Known known = known(run);
                runs.putIfAbsent(known.data().getOrDefault("tag " + MlflowRun.KEY, ""), known);
            });
            page = answer.path("next_page_token").asString("");
        } while (!page.isEmpty());
        return runs;
    }

    private static Known known(JsonNode run) {
        Map<String, Long> steps = new HashMap<>();
        run.path("data")
                .path("metrics")
                .forEach(it ->
                        steps.put(it.path("key").asString(""), it.path("step").asLong(0)));
        Map<String, String> data = new HashMap<>();
        for (String kind : List.of("tag", "param")) {
            run.path("data")
                    .path(kind + "s")
                    .forEach(it -> data.put(
                            kind + " " + it.path("key").asString(""),
                            it.path("value").asString("")));
        }
        JsonNode info = run.path("info");
        return new Known(info.path("run_id").asString(""), info.path("status").asString(""), steps, data);
    }

    Known create(String experiment, MlflowRun run, Map<String, String> tags) {
        ObjectNode body = Json.json().createObjectNode().put("experiment_id", experiment);
        body.put("run_name", run.key()).put("start_time", run.start().toEpochMilli());
        pairs(body.putArray("tags"), tags);
        return known(client.post("runs/create", body).path("run"));
    }

    /** Writes tags and params in as many calls as necessary, then metrics. */
    void log(String id, Map<String, String> tags, Map<String, String> params, List<MlflowRun.Metric> metrics) {
        batches(id, "tags", parts(tags));
        batches(id, "params", parts(params));
        for (int from = 0; from < metrics.size(); from += MOST_METRICS) {
            ObjectNode body = Json.json().createObjectNode().put("run_id", id);
            ArrayNode array = body.putArray("metrics");
            metrics.subList(from, Math.min(metrics.size(), from + MOST_METRICS)).forEach(it -> metric(array, it));
            client.post("runs/log-batch", body);
        }
    }

    private void batches(String id, String kind, List<Map<String, String>> parts) {
        for (Map<String, String> part : parts) {
            ObjectNode body = Json.json().createObjectNode().put("run_id", id);
            pairs(body.putArray(kind), part);
            client.post("runs/log-batch", body);
        }
    }

    /** Protobuf's JSON writes non-finite values as texts. */
    private static void metric(ArrayNode array, MlflowRun.Metric metric) {
        ObjectNode node = array.addObject().put("key", metric.key());
        if (Double.isFinite(metric.value())) {
            node.put("value", metric.value());
        } else {
            node.put("value", String.valueOf(metric.value()));
        }
        node.put("timestamp", metric.time().toEpochMilli()).put("step", metric.step());
    }

    void finish(String id, MlflowRun run) {
        ObjectNode body = Json.json().createObjectNode().put("run_id", id);
        body.put("status", run.status().name());
        if (run.end() != null) {
            body.put("end_time", run.end().toEpochMilli());
        }
        client.post("runs/update", body);
    }

    private static void pairs(ArrayNode array, Map<String, String> pairs) {
        pairs.forEach((key, value) -> array.addObject().put("key", key).put("value", value));
    }

    private static List<Map<String, String>> parts(Map<String, String> all) {
        List<Map<String, String>> parts = new ArrayList<>();
        all.forEach((key, value) -> {
            if (parts.isEmpty() || parts.get(parts.size() - 1).size() == MOST_OTHERS) {
                parts.add(new LinkedHashMap<>());
            }
            parts.get(parts.size() - 1).put(key, value);
        });
        return parts;
    }
}
