package dev.trialstream.cli.service;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Closeables;
import java.util.concurrent.CompletionException;

/** Serves until the process is told to end, or a part fails. */
public final class Foreground {
    private Foreground() {}

    /**
     * Prints that the process is ready and waits. SIGTERM and Ctrl-C close the parts in order.
     *
     * @throws UserError if a part cannot recover
     */
    public static void serve(Streams streams, String ready, Closeables parts) {
        Thread onEnd = new Thread(parts::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(onEnd);
        streams.out().println("ready " + ready);
        streams.out().flush();
        try {
            parts.failure().join();
        } catch (CompletionException e) {
            parts.close();
            throw UserError.failure(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }
}
