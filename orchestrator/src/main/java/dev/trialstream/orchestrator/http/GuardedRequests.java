package dev.trialstream.orchestrator.http;

import dev.trialstream.protocol.service.Guard;
import io.javalin.http.Context;

/** Checks each request with the {@link Guard}; one path stays open to requests without a token. */
final class GuardedRequests {
    private final Guard guard;
    private final String open;

    /** @param open a path that needs no token */
    GuardedRequests(HttpOptions options, String open) {
        this.guard = new Guard(options.scheme(), options.host(), options.token());
        this.open = open;
    }

    void check(Context context) {
        if (guard.hasToken() && context.path().equals(open)) {
            return;
        }
        guard.check(context.header("Host"), context.header("Origin"), context.header("Authorization"))
                .ifPresent(refusal -> {
                    if (refusal.asksForToken()) {
                        context.header("WWW-Authenticate", "Bearer");
                    }
                    throw new HttpFailure(refusal.status(), refusal.field(), refusal.reason());
                });
    }
}
