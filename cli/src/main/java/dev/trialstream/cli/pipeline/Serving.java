package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.orchestrator.http.HttpOptions;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Starts the HTTP API of an orchestrator. */
public final class Serving {
    private Serving() {}

    /**
     * @param more further handlers of this process, by method and path
     * @param failure of the parts of this process, reported by health checks
     * @return its address
     * @throws UserError if the address is not available
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
