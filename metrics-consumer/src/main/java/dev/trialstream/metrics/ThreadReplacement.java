package dev.trialstream.metrics;

import dev.trialstream.protocol.service.BrokerTrouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a dead stream thread. If the cause is broker trouble that may pass, the thread is replaced, a limited number
 * of times within a window. For any other cause, or one time too many, the whole client ends and reports why.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

    private final int limit;
    private final Duration window;
    private final InstantSource clock;
    private final Consumer<Throwable> onEnd;
    private final Deque<Instant> replaced = new ArrayDeque<>();

    ThreadReplacement(int limit, Duration window, InstantSource clock, Consumer<Throwable> onEnd) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
        this.onEnd = onEnd;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable trouble) {
        Instant now = clock.instant();
        while (!replaced.isEmpty() && !replaced.peekFirst().isAfter(now.minus(window))) {
            replaced.removeFirst();
        }
        if (mayPass(trouble) && replaced.size() < limit) {
            replaced.addLast(now);
            LOG.warn("stream thread replaced ({} of {} within {})", replaced.size(), limit, window, trouble);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("stream ends", trouble);
        onEnd.accept(trouble);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** A topic that was created a moment ago can be missing in the metadata of one of the clients. */
    private static boolean mayPass(Throwable trouble) {
        return BrokerTrouble.mayPass(trouble)
                || BrokerTrouble.causes(trouble).anyMatch(MissingSourceTopicException.class::isInstance);
    }
}
