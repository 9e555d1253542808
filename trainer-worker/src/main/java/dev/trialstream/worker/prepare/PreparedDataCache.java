package dev.trialstream.worker.prepare;

import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.worker.data.BadData;
import dev.trialstream.worker.data.Dataset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Prepared data by content, so that the trials of a study read their file once. Safe for use by several threads: one
 * prepares, the others wait for it.
 */
public final class PreparedDataCache {
    private final int capacity;
    private final Map<Key, CompletableFuture<PreparedData>> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String sha256, Split split, String target, Scaling scaling) {}

    /** @param capacity data sets kept; the one unused for longest goes first */
    public PreparedDataCache(int capacity) {
        this.capacity = capacity;
    }

    /**
     * @param file where {@code spec} lies on this machine
     * @param sha256 that its bytes must have
     * @throws BadData where they have not, or the data cannot be learnt from
     */
    public PreparedData get(Path file, DataSpec spec, String sha256, Scaling scaling) {
        Key key = new Key(sha256, spec.split(), spec.target(), scaling);
        CompletableFuture<PreparedData> fresh = new CompletableFuture<>();
        CompletableFuture<PreparedData> found = putIfAbsent(key, fresh);
        if (found != fresh) {
            return await(found);
        }
        try {
            fresh.complete(prepare(file, key));
        } catch (RuntimeException | Error e) {
            remove(key, fresh);
            fresh.completeExceptionally(e);
            throw e;
        }
        return await(fresh);
    }

    private static PreparedData prepare(Path file, Key key) {
        Dataset data = Dataset.read(file, key.target());
        if (!data.sha256().equals(key.sha256())) {
            throw new BadData(
                    data.file(),
                    "has changed since the study began: expected sha256 " + key.sha256() + ", found " + data.sha256());
        }
        return PreparedData.of(data, key.split(), key.scaling());
    }

    private synchronized CompletableFuture<PreparedData> putIfAbsent(Key key, CompletableFuture<PreparedData> fresh) {
        CompletableFuture<PreparedData> found = entries.get(key);
        if (found != null) {
            return found;
        }
        entries.put(key, fresh);
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
        return fresh;
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
