package dev.trialstream.orchestrator.http;

import dev.trialstream.policy.Description;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests: parses them and builds the answers.
 *
 * @param policies of this process
 * @param healthy whether all services of this process work
 */
record Calls(Policies policies, StudyCalls studies, AskTell work, BooleanSupplier healthy) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** The handlers by method and path; the OpenAPI document names the same. */
    Map<String, Handler> routes() {
        Map<String, Handler> routes = new LinkedHashMap<>();
        routes.put("GET /health", this::health);
        routes.put("GET /openapi.yaml", Calls::openApi);
        routes.put("GET /v1", it -> json(it, 200, offer()));
        routes.put("POST /v1/studies", it -> json(it, 201, studies.create(it.bodyAsBytes(), key(it))));
        routes.put("GET /v1/studies", it -> json(it, 200, studies.list()));
        routes.put("GET /v1/studies/{study}", it -> json(it, 200, studies.read(study(it))));
        routes.put("GET /v1/studies/{study}/trials", it -> json(it, 200, studies.trials(study(it))));
        routes.put("GET /v1/studies/{study}/best", it -> json(it, 200, studies.best(study(it))));
        routes.put("DELETE /v1/studies/{study}", command("delete"));
        routes.put("POST /v1/studies/{study}/pause", command("pause"));
        routes.put("POST /v1/studies/{study}/resume", command("resume"));
        routes.put("POST /v1/studies/{study}/release", command("release"));
        routes.put("POST /v1/studies/{study}/stop", command("stop"));
        routes.put("POST /v1/studies/{study}/extend", command("extend"));
        routes.put("POST /v1/studies/{study}/enqueue", command("enqueue"));
        routes.put("POST /v1/studies/{study}/stopping", command("set_stopping"));
        routes.put("POST /v1/studies/{study}/ask", this::ask);
        routes.put("GET /v1/trials/{trial}", it -> json(it, 200, studies.trial(it.pathParam("trial"))));
        routes.put("POST /v1/trials/{trial}/epochs", it -> json(it, 200, work.epoch(trial(it), it.bodyAsBytes())));
        routes.put(
                "POST /v1/trials/{trial}/heartbeat", it -> json(it, 200, work.heartbeat(trial(it), it.bodyAsBytes())));
        routes.put("POST /v1/trials/{trial}/tell", it -> json(it, 200, work.tell(trial(it), it.bodyAsBytes())));
        return routes;
    }

    static void json(Context context, int status, Object body) {
        context.status(status)
                .contentType("application/json")
                .result(Json.json().writeValueAsBytes(body));
    }

    /** Samplers, rules and trainers that a study can name here. */
    private Map<String, Object> offer() {
        return Map.of(
                "samplers", Description.of(policies.samplers()),
                "rules", Description.of(policies.rules()));
    }

    private void health(Context context) {
        boolean good = healthy.getAsBoolean();
        context.status(good ? 200 : 503).contentType("text/plain").result(good ? "ok\n" : "failed\n");
    }

    private static void openApi(Context context) {
        try (InputStream document = Calls.class.getResourceAsStream("/openapi.yaml")) {
            context.contentType("application/yaml")
                    .result(Optional.ofNullable(document).orElseThrow().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Handler command(String kind) {
        return it -> json(it, 202, studies.command(study(it), kind, it.bodyAsBytes(), key(it)));
    }

    /** Refuses a parameter that would be ignored, such as a misspelt one. */
    static void checkQuery(Context context) {
        Set<String> known = context.path().endsWith("/ask") ? Set.of("wait") : Set.of();
        context.queryParamMap().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new HttpFailure(
                            400,
                            name,
                            "there is no such parameter of a query here; expected "
                                    + (known.isEmpty() ? "none" : String.join(", ", known)));
                });
    }

    private void ask(Context context) {
        checkEmpty(context);
        work.ask(study(context), wait(context), key(context), ClientPresence.of(context))
                .ifPresentOrElse(given -> json(context, 200, given), () -> context.status(204));
    }

    /** Nothing can be said in the body of an ask. It is read in any case, which {@link ClientPresence} relies on. */
    private static void checkEmpty(Context context) {
        String body = context.body().strip();
        if (!body.isEmpty() && !body.equals("{}")) {
            throw new HttpFailure(400, "body", "expected none; say wait in the query and Idempotency-Key in a header");
        }
    }

    private static Duration wait(Context context) {
        String text = context.queryParam("wait");
        Duration wait = text == null ? Duration.ZERO : Durations.parse(text).orElse(null);
        if (wait == null || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new HttpFailure(400, "wait", "expected a duration of at most 60s such as 10s, got " + text);
        }
        return wait;
    }

    private static String study(Context context) {
        return context.pathParam("study");
    }

    private static TrialId trial(Context context) {
        String trial = context.pathParam("trial");
        return TrialId.parse(trial).orElseThrow(() -> new HttpFailure(404, "trial", "there is no trial " + trial));
    }

    private static @Nullable String key(Context context) {
        return context.header("Idempotency-Key");
    }
}
