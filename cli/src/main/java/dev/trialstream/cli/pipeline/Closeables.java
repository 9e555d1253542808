package dev.trialstream.cli.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** What a process has opened, to be closed in the opposite order. */
public final class Closeables implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    public synchronized <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Has the failure of one part be the failure of all. */
    @SuppressWarnings("FutureReturnValueIgnored") // failure has all there is to know
    public void watch(CompletableFuture<Void> part) {
        part.whenComplete((nothing, error) -> {
            if (error != null) {
                failure.completeExceptionally(error);
            }
        });
    }

    /** Completes exceptionally where a part is beyond repair. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** Ends the parts, the last opened first; trouble with one does not keep the others from ending. */
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
