package dev.trialstream.metrics.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.protocol.Json;
import io.javalin.Javalin;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves {@link Queries} on a port of their own. Where there is a token every request has to bear it. */
public final class QueryServer implements AutoCloseable {
    /** Without a token only this machine is served, and no name that was made to mean it. */
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final Javalin server;

    private QueryServer(Javalin server) {
        this.server = server;
    }

    /**
     * @param port 0: a free one
     * @throws RuntimeException where the address cannot be had
     */
    public static QueryServer start(String host, int port, @Nullable String token, Map<String, Handler> routes) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jetty.host = host;
            config.jetty.port = port;
            config.routes.before(context -> {
                String given = context.header("Authorization");
                boolean may = token == null
                        ? LOCAL.matcher(String.valueOf(context.header("Host"))).matches()
                        : (given != null
                                && MessageDigest.isEqual(given.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8)));
                if (!may) {
                    context.status(401)
                            .contentType("application/json")
                            .result(
                                    Json.json()
                                            .writeValueAsBytes(
                                                    Map.of(
                                                            "error",
                                                            "expected Bearer and the token of this server, or this machine where it has none")))
                            .skipRemainingHandlers();
                }
            });
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

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
