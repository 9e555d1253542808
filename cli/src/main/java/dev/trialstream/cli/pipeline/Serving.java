package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.orchestrator.http.HttpOptions;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Has an orchestrator serve its HTTP API. */
public final class Serving {
    private Serving() {}

    /**
     * @param more what else this process serves, by method and path
     * @param failure of what runs in this process; health checks tell of it
     * @return where it serves
     * @throws UserError where the address cannot be had
     */
    public static String serve(
            Orchestrator orchestrator,
            HttpOptions options,
            CompletableFuture<Void> failure,
            Map<String, Handler> more) {
        try {
            int port = orchestrator.serve(options, () -> !failure.isCompletedExceptionally(), more);
            return options.scheme() + "://" + options.host() + ":" + port;
        } catch (IllegalStateException e) {
            throw UserError.failure("--http: " + e.getMessage() + "; choose another port, address or key store");
        }
    }
}
