package dev.trialstream.metrics.judge;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * How far the stored memory has heard the history. It is written in the transactions of the memory, so it shows whether
 * the memory is older than the offset that Kafka Streams goes on from: then its changelog is lost, or a part of it.
 */
final class StateMark {
    /** No study id contains this character. */
    private static final String KEY = "~heard";

    /** Offsets between two marks; Kafka Streams may commit in between. */
    static final int EVERY = 100;

    private final KeyValueStore<String, byte[]> entries;
    private long heard;
    private long written;

    StateMark(KeyValueStore<String, byte[]> entries) {
        this.entries = entries;
    }

    /** Whether the memory lacks events before {@code next}, the first one that is to be judged. */
    boolean isBehind(long next) {
        byte @Nullable [] mark = entries.get(KEY);
        // a memory of before there were marks is complete
        boolean old = mark == null && !isEmpty();
        long known = mark == null ? 0 : ByteBuffer.wrap(mark).getLong();
        return !old && next - known > EVERY;
    }

    /** Whether there has been a mark. */
    boolean isPresent() {
        return entries.get(KEY) != null;
    }

    private boolean isEmpty() {
        try (KeyValueIterator<String, byte[]> all = entries.all()) {
            return !all.hasNext();
        }
    }

    /** Forgets everything. */
    void clear() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = entries.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(entries::delete);
    }

    /** The event at {@code offset} has been heard. */
    void heard(long offset) {
        heard = offset + 1;
        if (heard - written >= EVERY) {
            write();
        }
    }

    /** Writes the mark, before a commit. */
    void write() {
        if (heard > written) {
            written = heard;
            entries.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(heard).array());
        }
    }
}
