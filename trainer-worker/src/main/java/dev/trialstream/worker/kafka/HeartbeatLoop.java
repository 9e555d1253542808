package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.worker.WorkerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Writes a heartbeat with the worker's jobs once a second, and a farewell at the end. */
public final class HeartbeatLoop implements Runnable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final EventWriter writer;
    private final WorkerOptions options;
    private final PoolMessage.Repertoire repertoire;
    private final String version;
    private final Supplier<List<PoolMessage.Held>> busy;
    private final BooleanSupplier leaving;
    private final CountDownLatch gone;
    private final Pulse pulse;
    private final Clock clock;

    /**
     * @param repertoire trainers and commands of the worker
     * @param leaving whether the worker takes no more work
     * @param gone opens when it holds no more jobs
     */
    public HeartbeatLoop(
            EventWriter writer,
            WorkerOptions options,
            PoolMessage.Repertoire repertoire,
            String version,
            Supplier<List<PoolMessage.Held>> busy,
            BooleanSupplier leaving,
            CountDownLatch gone,
            Pulse pulse,
            Clock clock) {
        this.writer = writer;
        this.options = options;
        this.repertoire = repertoire;
        this.version = version;
        this.busy = busy;
        this.leaving = leaving;
        this.gone = gone;
        this.pulse = pulse;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            do {
                writer.write(heartbeat(options.slots(), leaving.getAsBoolean()));
                pulse.beat();
            } while (!gone.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes a heartbeat and returns its offset in the topic. */
    public long first() {
        return writer.write(heartbeat(options.slots(), leaving.getAsBoolean()));
    }

    /** The last heartbeat. */
    public void farewell() {
        writer.tryWrite(heartbeat(0, true), FAREWELL);
    }

    private PoolMessage.Heartbeat heartbeat(int slots, boolean draining) {
        return new PoolMessage.Heartbeat(
                options.name(),
                slots,
                busy.get(),
                options.device(),
                options.devices().memoryMib(),
                repertoire,
                version,
                draining,
                clock.instant());
    }
}
