package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.worker.WorkerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says once a second that this worker is alive and what it holds, and says farewell. */
public final class HeartbeatLoop implements Runnable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final EventWriter writer;
    private final WorkerOptions options;
    private final String version;
    private final Supplier<List<PoolMessage.Held>> busy;
    private final CountDownLatch closing;
    private final Clock clock;

    /** @param closing opens when the worker is leaving */
    public HeartbeatLoop(
            EventWriter writer,
            WorkerOptions options,
            String version,
            Supplier<List<PoolMessage.Held>> busy,
            CountDownLatch closing,
            Clock clock) {
        this.writer = writer;
        this.options = options;
        this.version = version;
        this.busy = busy;
        this.closing = closing;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            do {
                writer.write(heartbeat(options.slots(), false));
            } while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last heartbeat. */
    public void farewell() {
        writer.write(heartbeat(0, true));
    }

    private PoolMessage.Heartbeat heartbeat(int slots, boolean draining) {
        return new PoolMessage.Heartbeat(
                options.name(), slots, busy.get(), options.device(), version, draining, clock.instant());
    }
}
