package dev.trialstream.orchestrator.http;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.view.HistoryWriter;
import dev.trialstream.orchestrator.view.StudyBook;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.InvalidStudy;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API described by {@code openapi.yaml}, which it also serves. */
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final String HEALTH = "/health";

    private final Javalin server;

    private HttpApi(Javalin server) {
        this.server = server;
    }

    /**
     * Serves until it is closed.
     *
     * @param policies of this process, used to read input
     * @param pool of workers, to check that they have a study's trainer
     * @param healthy whether all services of this process work
     * @param more handlers of other services in this process, by method and path
     * @throws IllegalStateException if the address is not available, with the reason
     */
    public static HttpApi start(
            HttpOptions options,
            Policies policies,
            StudyBook book,
            HistoryWriter writer,
            Supplier<Optional<Pool>> pool,
            BooleanSupplier ready,
            BooleanSupplier healthy,
            Map<String, Handler> more) {
        Calls calls =
                new Calls(policies, new StudyCalls(policies, book, writer, pool), new AskTell(book, writer), healthy);
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.prefer405over404 = true;
            config.http.maxRequestSize = IncomingReader.MOST_BYTES;
            Connectors.configure(config, options);
            GuardedRequests guarded = new GuardedRequests(options, HEALTH);
            config.routes.before(guarded::check);
            config.routes.before("/v1/*", Calls::checkQuery);
            config.routes.before("/v1/*", context -> {
                if (!ready.getAsBoolean()) {
                    throw new HttpFailure(503, "still reading the history, try again");
                }
            });
            Map<String, Handler> routes = new LinkedHashMap<>(calls.routes());
            routes.putAll(more);
            routes.forEach((route, handler) -> {
                String[] parts = route.split(" ", 2);
                config.routes.addHttpHandler(HandlerType.findOrCreate(parts[0]), parts[1], handler);
            });
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
        config.routes.exception(
                InvalidStudy.class,
                (e, context) -> fail(context, 400, e.isWhole() ? "body" : e.field(), e.complaint()));
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
        if (status == 503) {
            context.header("Retry-After", "1");
        }
        body.put("error", complaint);
        Optional.ofNullable(field).ifPresent(name -> body.put("field", name));
        Calls.json(context, status, body);
    }
}
