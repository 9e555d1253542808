package dev.trialstream.training.prepare;

import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.Examples;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Caches prepared data by content, so that the trials of a study read their file once. Thread-safe: one thread
 * prepares, the others wait for it.
 */
public final class PreparedDataCache {
    private static final int DATA_SETS_KEPT = 32; // each fold counts as one

    /** The memory limit of a process: a quarter of its heap, at four bytes per value. */
    private static final long NUMBERS_KEPT = Runtime.getRuntime().maxMemory() / 4 / Float.BYTES;

    /**
     * The only state that trainers share, because {@link java.util.ServiceLoader} creates a trainer for each worker of
     * a process.
     */
    private static final PreparedDataCache OF_PROCESS = new PreparedDataCache(DATA_SETS_KEPT, NUMBERS_KEPT);

    private final int capacity;
    private final long maxNumbers;
    private final Map<Key, CompletableFuture<PreparedData>> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(
            String sha256,
            Split split,
            String target,
            @Nullable Task task,
            RowUse rows,
            int fold,
            Recipe recipe,
            @Nullable Map<String, ColumnUse> columns,
            @Nullable List<String> missing) {}

    /** The cache of all trainers of this process, within one memory limit. */
    public static PreparedDataCache ofProcess() {
        return OF_PROCESS;
    }

    /**
     * Evicts the least recently used data set first.
     *
     * @param capacity maximum number of data sets
     * @param maxNumbers maximum number of values in all of them; a single data set is kept however large it is
     */
    public PreparedDataCache(int capacity, long maxNumbers) {
        this.capacity = capacity;
        this.maxNumbers = maxNumbers;
    }

    /**
     * @param file path of {@code spec} on this machine
     * @param sha256 expected hash of the data
     * @param rows to train and validate on
     * @param recipe for the preparation
     * @throws BadData if the hash differs, or the data cannot be used
     */
    public PreparedData get(Path file, DataSpec spec, String sha256, RowUse rows, Recipe recipe) {
        return get(file, spec, sha256, rows, 0, recipe);
    }

    /**
     * Like {@link #get(Path, DataSpec, String, RowUse, Recipe)}, for a split with folds.
     *
     * @param fold to validate on, from 0
     */
    public PreparedData get(Path file, DataSpec spec, String sha256, RowUse rows, int fold, Recipe recipe) {
        Key key = new Key(
                sha256,
                decided(spec.split()),
                spec.requireTarget(),
                spec.task(),
                rows,
                fold,
                recipe,
                spec.columns(),
                spec.missing());
        CompletableFuture<PreparedData> fresh = new CompletableFuture<>();
        CompletableFuture<PreparedData> found = putIfAbsent(key, fresh);
        if (found != fresh) {
            return await(found);
        }
        try {
            fresh.complete(prepare(file, spec, key));
        } catch (RuntimeException | Error e) {
            remove(key, fresh);
            fresh.completeExceptionally(e);
            throw e;
        }
        makeRoom(fresh);
        return await(fresh);
    }

    /** An effective study that does not say it was accepted when rows with identical inputs always stayed together. */
    private static Split decided(Split split) {
        return split.repeats() == null ? split.withRepeats(Split.Repeats.TOGETHER) : split;
    }

    private static PreparedData prepare(Path file, DataSpec spec, Key key) {
        Examples data = Examples.read(file, spec, key.recipe().imageSize());
        if (!data.sha256().equals(key.sha256())) {
            throw new BadData(
                    data.file(),
                    "has changed since the study began: expected sha256 " + key.sha256() + ", found " + data.sha256());
        }
        return PreparedData.of(data, key.split(), key.rows(), key.fold(), key.recipe());
    }

    private synchronized CompletableFuture<PreparedData> putIfAbsent(Key key, CompletableFuture<PreparedData> fresh) {
        CompletableFuture<PreparedData> found = entries.get(key);
        if (found != null) {
            return found;
        }
        entries.put(key, fresh);
        return fresh;
    }

    /** Keeps entries that are still being prepared: their size is unknown, and others wait for them. */
    private synchronized void makeRoom(CompletableFuture<PreparedData> newest) {
        long numbers =
                entries.values().stream().mapToLong(PreparedDataCache::numbers).sum();
        Iterator<CompletableFuture<PreparedData>> eldest = entries.values().iterator();
        while (eldest.hasNext() && (entries.size() > capacity || numbers > maxNumbers)) {
            CompletableFuture<PreparedData> entry = eldest.next();
            if (entry != newest && entry.isDone()) {
                numbers -= numbers(entry);
                eldest.remove();
            }
        }
    }

    private static long numbers(CompletableFuture<PreparedData> entry) {
        return entry.isDone() && !entry.isCompletedExceptionally()
                ? entry.join().numbers()
                : 0;
    }

    private synchronized void remove(Key key, CompletableFuture<PreparedData> failed) {
        entries.remove(key, failed);
    }

    private static PreparedData await(CompletableFuture<PreparedData> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BadData bad) {
                throw bad;
            }
            throw e;
        }
    }
}
