package dev.trialstream.orchestrator.http;

import dev.trialstream.orchestrator.view.HistoryWriter;
import dev.trialstream.orchestrator.view.StudyBook;
import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.InvalidStudy;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API: what {@code openapi.yaml} says, which it serves too. */
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final String OPENAPI = "/openapi.yaml";
    private static final String HEALTH = "/health";

    private final Javalin server;

    private HttpApi(Javalin server) {
        this.server = server;
    }

    /**
     * Serves until it is closed.
     *
     * @param healthy whether the services of this process work
     * @throws IllegalStateException where the address cannot be had, with the reason
     */
    public static HttpApi start(
            HttpOptions options, StudyBook book, HistoryWriter writer, BooleanSupplier ready, BooleanSupplier healthy) {
        Calls calls = new Calls(new StudyCalls(book, writer), new AskTell(book, writer), ready, healthy);
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = IncomingReader.MOST_BYTES;
            Connectors.configure(config, options);
            config.routes.before(context -> Guard.check(context, options.token(), HEALTH));
            calls.route(config);
            failures(config);
        });
        try {
            server.start();
        } catch (RuntimeException e) {
            server.stop();
            throw new IllegalStateException("could not listen on " + options + ": " + rootOf(e), e);
        }
        return new HttpApi(server);
    }

    private static String rootOf(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : rootOf(e.getCause());
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void failures(JavalinConfig config) {
        config.routes.exception(
                HttpFailure.class,
                (e, context) -> fail(context, e.status(), e.field(), String.valueOf(e.getMessage())));
        config.routes.exception(InvalidStudy.class, (e, context) -> fail(context, 400, e.field(), e.complaint()));
        config.routes.exception(
                KafkaException.class,
                (e, context) -> fail(context, 503, null, "the broker does not answer, try again: " + e.getMessage()));
        config.routes.exception(
                HttpResponseException.class,
                (e, context) -> fail(context, e.getStatus(), null, String.valueOf(e.getMessage())));
        config.routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {}", context.method(), context.path(), e);
            fail(context, 500, null, "an unexpected fault, which the log tells of");
        });
    }

    private static void fail(Context context, int status, @Nullable String field, String complaint) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", complaint);
        Optional.ofNullable(field).ifPresent(name -> body.put("field", name));
        json(context, status, body);
    }

    private static void json(Context context, int status, Object body) {
        context.status(status)
                .contentType("application/json")
                .result(Json.json().writeValueAsBytes(body));
    }

    /** The routes; each does what its method in the OpenAPI document says. */
    private record Calls(StudyCalls studies, AskTell work, BooleanSupplier ready, BooleanSupplier healthy) {

        void route(JavalinConfig config) {
            var routes = config.routes;
            routes.get(HEALTH, this::health);
            routes.get(OPENAPI, Calls::openApi);
            routes.before("/v1/*", context -> {
                if (!ready.getAsBoolean()) {
                    throw new HttpFailure(503, "still reading the history, try again");
                }
            });
            routes.post(
                    "/v1/studies", context -> json(context, 201, studies.create(context.bodyAsBytes(), key(context))));
            routes.get("/v1/studies", context -> json(context, 200, studies.list()));
            routes.get("/v1/studies/{study}", context -> json(context, 200, studies.read(study(context))));
            routes.get("/v1/studies/{study}/trials", context -> json(context, 200, studies.trials(study(context))));
            routes.get("/v1/studies/{study}/best", context -> json(context, 200, studies.best(study(context))));
            routes.get("/v1/trials/{trial}", context -> json(context, 200, studies.trial(context.pathParam("trial"))));
            routes.delete("/v1/studies/{study}", context -> command(context, "delete"));
            routes.post("/v1/studies/{study}/pause", context -> command(context, "pause"));
            routes.post("/v1/studies/{study}/resume", context -> command(context, "resume"));
            routes.post("/v1/studies/{study}/stop", context -> command(context, "stop"));
            routes.post("/v1/studies/{study}/extend", context -> command(context, "extend"));
            routes.post("/v1/studies/{study}/enqueue", context -> command(context, "enqueue"));
            routes.post("/v1/studies/{study}/stopping", context -> command(context, "set_stopping"));
            routes.post("/v1/studies/{study}/ask", this::ask);
            routes.post(
                    "/v1/trials/{trial}/epochs",
                    context -> json(context, 200, work.epoch(trial(context), context.bodyAsBytes())));
            routes.post(
                    "/v1/trials/{trial}/heartbeat",
                    context -> json(context, 200, work.heartbeat(trial(context), context.bodyAsBytes())));
            routes.post(
                    "/v1/trials/{trial}/tell",
                    context -> json(context, 200, work.tell(trial(context), context.bodyAsBytes())));
        }

        private void health(Context context) {
            boolean good = healthy.getAsBoolean();
            context.status(good ? 200 : 503).contentType("text/plain").result(good ? "ok\n" : "failed\n");
        }

        private static void openApi(Context context) {
            try (InputStream document = HttpApi.class.getResourceAsStream("/openapi.yaml")) {
                context.contentType("application/yaml")
                        .result(Optional.ofNullable(document).orElseThrow().readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void command(Context context, String kind) {
            json(context, 202, studies.command(study(context), kind, context.bodyAsBytes(), key(context)));
        }

        private void ask(Context context) {
            work.ask(study(context), wait(context), key(context))
                    .ifPresentOrElse(given -> json(context, 200, given), () -> context.status(204));
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
}
