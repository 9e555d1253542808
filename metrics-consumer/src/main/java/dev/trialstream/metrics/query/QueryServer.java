package dev.trialstream.metrics.query;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.service.Guard;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves {@link Queries} on a separate port, to requests that pass the {@link Guard}. */
public final class QueryServer implements AutoCloseable {
    private final Javalin server;

    private QueryServer(Javalin server) {
        this.server = server;
    }

    /**
     * @param port 0: a free one
     * @throws RuntimeException if the address is not available
     */
    public static QueryServer start(String host, int port, @Nullable String token, Map<String, Handler> routes) {
        Guard guard = new Guard("http", host, token);
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jetty.host = host;
            config.jetty.port = port;
            config.routes.before(context -> check(guard, context));
            routes.forEach((route, handler) -> {
                String[] parts = route.split(" ", 2);
                config.routes.addHttpHandler(HandlerType.findOrCreate(parts[0]), parts[1], handler);
            });
        });
        try {
            server.start();
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return new QueryServer(server);
    }

    private static void check(Guard guard, Context context) {
        guard.check(context.header("Host"), context.header("Origin"), context.header("Authorization"))
                .ifPresent(refusal -> refuse(context, refusal));
    }

    private static void refuse(Context context, Guard.Refusal refusal) {
        if (refusal.asksForToken()) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.status(refusal.status())
                .contentType("application/json")
                .result(Json.json().writeValueAsBytes(Map.of("error", refusal.reason(), "field", refusal.field())))
                .skipRemainingHandlers();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
