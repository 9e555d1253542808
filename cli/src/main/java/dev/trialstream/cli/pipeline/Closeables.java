package dev.trialstream.cli.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** The open resources of a process, which are closed in reverse order. */
public final class Closeables implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    public synchronized <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Reports the failure of one part as the failure of all. */
    @SuppressWarnings("FutureReturnValueIgnored") // failure contains everything
    public void watch(CompletableFuture<Void> part) {
        part.whenComplete((nothing, error) -> {
            if (error != null) {
                failure.completeExceptionally(error);
            }
        });
    }

    /** Completes exceptionally if a part cannot recover. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** Closes the parts, the last one opened first; an error in one does not stop the others from closing. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Closeables.class).warn("{} did not end in order", part, e);
            }
        }
    }
}
