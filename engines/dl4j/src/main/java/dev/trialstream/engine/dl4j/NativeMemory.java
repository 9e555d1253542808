package dev.trialstream.engine.dl4j;

import dev.trialstream.worker.train.Wait;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.deallocation.DeallocatableReference;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the native memory of arrays only while no native call can be reading it.
 *
 * <p>ND4J (1.0.0-M2.1) frees an array's memory as soon as the collector finds its buffer unreachable. It passes bare
 * addresses to native calls, so compiled code may release the buffer while the call that reads it is still running. A
 * collection at that moment, caused by any thread, frees the memory during the call. The result is a crash, or silently
 * wrong numbers. So all work on arrays runs under {@link #use}, and unreachable memory is freed between two such pieces
 * of work. ND4J has no setting for this: its queues of unreachable buffers are replaced by our own.
 *
 * <p>The state is static because ND4J's is.
 */
final class NativeMemory {
    private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);
    private static final ReadWriteLock GATE = new ReentrantReadWriteLock();
    private static final ReferenceQueue<Deallocatable> UNREACHABLE = new ReferenceQueue<>();
    private static final Duration FREED = Duration.ofSeconds(2);
    private static final long MB = 1_000_000;

    static {
        Thread thread = new Thread(freeing(Nd4j.getDeallocatorService()), "native-memory");
        thread.setDaemon(true);
        thread.start();
    }

    private NativeMemory() {}

    /** Runs a short piece of work on arrays; nothing is freed during it. */
    static <T> T use(Supplier<T> work) {
        GATE.readLock().lock();
        try {
            return work.get();
        } finally {
            GATE.readLock().unlock();
        }
    }

    /** Like {@link #use}, without a result. */
    static void run(Runnable work) {
        NativeMemory.<@Nullable Void>use(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Ensures that there is room, if necessary by freeing unreachable memory. ND4J itself does not check a limit before
     * it allocates a network's arrays, and the kernel kills a process that uses too much.
     *
     * @throws OutOfMemoryError if there is not enough, under JavaCPP's limit
     */
    static void require(long bytes) {
        long limit = Pointer.maxPhysicalBytes();
        if (limit <= 0 || bytes <= limit - Pointer.physicalBytes()) {
            return;
        }
        if (bytes < limit) {
            System.gc();
            Wait.upTo(FREED, () -> bytes <= limit - Pointer.physicalBytes());
        }
        long left = Math.max(0, limit - Pointer.physicalBytes());
        if (bytes > left) {
            throw new OutOfMemoryError(String.format(
                    Locale.ROOT,
                    "%,d MB of weights, gradients and optimizer state, with %,d MB left of the %,d MB that this process may have",
                    bytes / MB,
                    left / MB,
                    limit / MB));
        }
    }

    private static void free(Map<String, DeallocatableReference> pending) {
        try {
            while (true) {
                Reference<?> unreachable = UNREACHABLE.remove();
                GATE.writeLock().lock();
                try {
                    for (; unreachable != null; unreachable = UNREACHABLE.poll()) {
                        free((DeallocatableReference) unreachable, pending);
                    }
                } finally {
                    GATE.writeLock().unlock();
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void free(DeallocatableReference reference, Map<String, DeallocatableReference> pending) {
        try {
            reference.getDeallocator().deallocate();
        } catch (RuntimeException e) {
            LOG.error("an array's memory could not be freed", e); // and the next one's is
        } finally {
            pending.remove(reference.getId());
        }
    }

    /** Takes over the freeing from {@code service}. */
    @SuppressWarnings("unchecked")
    private static Runnable freeing(DeallocatorService service) {
        var queues = (List<List<ReferenceQueue<Deallocatable>>>) field(service, "deviceMap");
        var pending = (Map<String, DeallocatableReference>) field(service, "referenceMap");
        queues.forEach(ofDevice -> ofDevice.replaceAll(queue -> UNREACHABLE));
        return () -> free(pending);
    }

    private static Object field(DeallocatorService service, String name) {
        try {
            Field field = DeallocatorService.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(service);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this ND4J is not the 1.0.0-M2.1 that its memory is guarded in", e);
        }
    }
}
