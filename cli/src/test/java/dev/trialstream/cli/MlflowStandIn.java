package dev.trialstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tracking server after MLflow's REST documentation, as strict as MLflow 2: it refuses what MLflow refuses (names,
 * limits of a batch, changed params, missing fields) with the same code. Its pages have two runs.
 */
public final class MlflowStandIn implements AutoCloseable {
    private static final int PAGE = 2;
    private static final String NAME = "[/\\w.\\- ]+";

    /** One run. Metrics are all values ever logged, as {@code key/step/value/timestamp}. */
    public record Run(
            String id,
            ObjectNode info,
            Map<String, String> tags,
            Map<String, String> params,
            List<String> metrics,
            Map<String, ObjectNode> latest) {}

    private final HttpServer server;
    private final Map<String, String> experiments = new LinkedHashMap<>();
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private String authorization = "";
    private int failAfter = Integer.MAX_VALUE;

    public MlflowStandIn() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // otherwise each answer waits 40 ms for an ACK
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on only requests with this header are accepted. */
    public void lock(String header) {
        authorization = header;
    }

    /** Fails after this many more calls. */
    public void failAfter(int more) {
        failAfter = calls.size() + more;
    }

    public void repair() {
        failAfter = Integer.MAX_VALUE;
    }

    /** Resets everything. */
    public void forget() {
        experiments.clear();
        runs.clear();
        calls.clear();
        failAfter = Integer.MAX_VALUE;
    }

    /** The paths that were called, in order. */
    public List<String> calls() {
        return calls;
    }

    public Map<String, String> experiments() {
        return experiments;
    }

    /** Runs by name; fails if a name occurs twice. */
    public Map<String, Run> runs() {
        return runs.values().stream()
                .collect(Collectors.toMap(run -> run.tags().getOrDefault("mlflow.runName", "?"), run -> run));
    }

    private static final class Refusal extends RuntimeException {
        private final int status;
        private final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }

        static Refusal invalid(String message) {
            return new Refusal(400, "INVALID_PARAMETER_VALUE", message);
        }
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        byte[] answer;
        int status = 200;
        try {
            answer = answer(exchange).toString().getBytes(UTF_8);
        } catch (Refusal refusal) {
            status = refusal.status;
            answer = Json.json()
                    .writeValueAsBytes(
                            Map.of("error_code", refusal.code, "message", String.valueOf(refusal.getMessage())));
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private JsonNode answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        calls.add(path);
        if (calls.size() > failAfter) {
            throw new Refusal(503, "TEMPORARILY_UNAVAILABLE", "down\nfor a while");
        }
        String bears = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!authorization.isEmpty() && !authorization.equals(bears)) {
            throw new Refusal(401, "UNAUTHENTICATED", "who are you");
        }
        if (path.equals("experiments/get-by-name")) {
            require(exchange, "GET");
            return experiment(exchange.getRequestURI().getRawQuery());
        }
        require(exchange, "POST");
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            throw Refusal.invalid("Unsupported upgrade request"); // uvicorn would drop the body
        }
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            throw Refusal.invalid("expected content type application/json");
        }
        JsonNode request = Json.json().readTree(body);
        return switch (path) {
            case "experiments/create" -> createExperiment(request);
            case "runs/search" -> search(request);
            case "runs/create" -> createRun(request);
            case "runs/log-batch" -> logBatch(request, body);
            case "runs/update" -> update(request);
            default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", path);
        };
    }

    private static void require(HttpExchange exchange, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            throw new Refusal(405, "BAD_REQUEST", "expected " + method);
        }
    }

    private JsonNode experiment(String query) {
        String name = URLDecoder.decode(query.substring("experiment_name=".length()), UTF_8);
        String id = experiments.get(name);
        if (id == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment with name '" + name + "'");
        }
        ObjectNode answer = object();
        answer.putObject("experiment")
                .put("experiment_id", id)
                .put("name", name)
                .put("lifecycle_stage", "active");
        return answer;
    }

    private JsonNode createExperiment(JsonNode request) {
        fields(request, Set.of("name"), Set.of("tags", "artifact_location"));
        String name = request.get("name").stringValue();
        if (experiments.putIfAbsent(name, String.valueOf(experiments.size() + 1)) != null) {
            throw new Refusal(400, "RESOURCE_ALREADY_EXISTS", name);
        }
        return object().put("experiment_id", experiments.get(name));
    }

    private JsonNode createRun(JsonNode request) {
        fields(request, Set.of("experiment_id"), Set.of("run_name", "start_time", "tags"));
        if (!experiments.containsValue(request.get("experiment_id").stringValue())) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no such experiment");
        }
        String id = String.format("%032x", runs.size() + 1);
        ObjectNode info = object().put("run_id", id).put("status", "RUNNING").put("lifecycle_stage", "active");
        info.put("start_time", millis(request, "start_time"));
        info.put("experiment_id", request.get("experiment_id").stringValue());
        Run run = new Run(id, info, new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new TreeMap<>());
        pairs(request, "tags", 5000, run.tags()::put);
        if (!request.path("run_name").asString("").equals(run.tags().get("mlflow.runName"))) {
            throw Refusal.invalid(
                    "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values");
        }
        runs.put(id, run);
        return object().set("run", whole(run));
    }

    private JsonNode logBatch(JsonNode request, String body) {
        fields(request, Set.of("run_id"), Set.of("metrics", "params", "tags"));
        Run run = run(request);
        int metrics = request.path("metrics").size();
        int params = request.path("params").size();
        int tags = request.path("tags").size();
        if (metrics > 1000
                || params > 100
                || tags > 100
                || metrics + params + tags > 1000
                || body.length() > 1_000_000) {
            throw Refusal.invalid("A batch logging request can contain at most 1000 metrics, 100 params, 100 tags");
        }
        pairs(request, "params", 500, (key, value) -> {
            String before = run.params().putIfAbsent(key, value);
            if (before != null && !before.equals(value)) {
                throw Refusal.invalid("Changing param values is not allowed");
            }
            return before;
        });
        pairs(request, "tags", 5000, run.tags()::put);
        request.path("metrics").forEach(metric -> metric(run, metric));
        return object();
    }

    private static void metric(Run run, JsonNode metric) {
        fields(metric, Set.of("key", "value", "timestamp"), Set.of("step"));
        JsonNode value = metric.get("value");
        boolean number =
                value.isNumber() || Set.of("NaN", "Infinity", "-Infinity").contains(value.asString(""));
        if (!metric.get("key").stringValue().matches(NAME)
                || !number
                || !metric.path("step").isIntegralNumber()) {
            throw Refusal.invalid("Got invalid value for metric " + metric);
        }
        run.metrics()
                .add(metric.get("key").stringValue() + "/" + metric.get("step").longValue() + "/" + value.asString()
                        + "/" + millis(metric, "timestamp"));
        run.latest().put(metric.get("key").stringValue(), (ObjectNode) metric);
    }

    private JsonNode update(JsonNode request) {
        fields(request, Set.of("run_id"), Set.of("status", "end_time", "run_name"));
        Run run = run(request);
        String status = request.get("status").stringValue();
        if (!Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED").contains(status)) {
            throw Refusal.invalid("no status " + status);
        }
        run.info().put("status", status);
        if (request.has("end_time")) {
            run.info().put("end_time", millis(request, "end_time"));
        }
        return object().set("run_info", run.info());
    }

    private JsonNode search(JsonNode request) {
        fields(request, Set.of("experiment_ids"), Set.of("filter", "run_view_type", "max_results", "page_token"));
        String filter = request.get("filter").stringValue();
        if (!filter.matches("tags\\.`[\\w.]+` = '[\\w-]+'")
                || request.get("max_results").intValue() > 50_000) {
            throw Refusal.invalid("Invalid filter or max_results: " + filter);
        }
        String tag = filter.substring(6, filter.lastIndexOf('`'));
        String value = filter.substring(filter.indexOf('\'') + 1, filter.length() - 1);
        List<Run> found = runs.values().stream()
                .filter(run -> request.get("experiment_ids")
                        .toString()
                        .contains(run.info().get("experiment_id").toString()))
                .filter(run -> value.equals(run.tags().get(tag)))
                .toList();
        int from = Integer.parseInt(request.path("page_token").asString("0"));
        ObjectNode answer = object();
        ArrayNode page = answer.putArray("runs");
        found.stream().skip(from).limit(PAGE).forEach(run -> page.add(whole(run)));
        if (from + PAGE < found.size()) {
            answer.put("next_page_token", String.valueOf(from + PAGE));
        }
        return answer;
    }

    private Run run(JsonNode request) {
        Run run = runs.get(request.get("run_id").stringValue());
        if (run == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no such run");
        }
        return run;
    }

    private static ObjectNode whole(Run run) {
        ObjectNode whole = object();
        whole.set("info", run.info());
        ObjectNode data = whole.putObject("data");
        run.tags()
                .forEach((key, value) ->
                        data.withArray("/tags").addObject().put("key", key).put("value", value));
        run.params()
                .forEach((key, value) ->
                        data.withArray("/params").addObject().put("key", key).put("value", value));
        run.latest().values().forEach(data.withArray("/metrics")::add);
        return whole;
    }

    /** Takes a key and its value. */
    private interface Put {
        String put(String key, String value);
    }

    private static void pairs(JsonNode request, String field, int longest, Put into) {
        for (JsonNode pair : request.path(field)) {
            fields(pair, Set.of("key", "value"), Set.of());
            String key = pair.get("key").stringValue();
            String value = pair.get("value").stringValue();
            if (!key.matches(NAME) || key.length() > 250 || value.length() > longest) {
                throw Refusal.invalid("Invalid name or too long: " + key);
            }
            into.put(key, value);
        }
    }

    private static long millis(JsonNode node, String field) {
        if (!node.get(field).isIntegralNumber() || node.get(field).longValue() < 0) {
            throw Refusal.invalid(field + " must be a nonnegative long");
        }
        return node.get(field).longValue();
    }

    private static void fields(JsonNode node, Set<String> required, Set<String> others) {
        for (String name : required) {
            if (!node.hasNonNull(name)) {
                throw Refusal.invalid("Missing value for required parameter '" + name + "'");
            }
        }
        node.propertyStream().forEach(entry -> {
            if (!required.contains(entry.getKey()) && !others.contains(entry.getKey())) {
                throw Refusal.invalid("unknown field " + entry.getKey());
            }
        });
    }

    private static ObjectNode object() {
        return Json.json().createObjectNode();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
