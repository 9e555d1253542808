package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.message.Messages;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is kept of the studies, an entry a key: {@code <study>/<path>}. A study id has no slash, so the keys that begin
 * with {@code <study>/} are those of this study.
 */
final class JudgeStore implements Memory {
    /** Before the names of those that have ended, in the order in which they did; no study id has such a character. */
    private static final String ENDED = "~ended/";

    private static final int MOST_ENDED = 200;

    private final KeyValueStore<String, byte[]> entries;

    JudgeStore(KeyValueStore<String, byte[]> entries) {
        this.entries = entries;
    }

    @Override
    public boolean knows(String study) {
        return entries.get(study + "/" + Entry.Accepted.PATH) != null;
    }

    @Override
    public boolean hasEnded(String study) {
        return entries.get(study + "/" + Entry.Ended.PATH) != null;
    }

    @Override
    public void put(String study, Entry entry) {
        entries.put(study + "/" + entry.path(), Messages.write(entry));
        if (entry instanceof Entry.Ended ended) {
            entries.put(ENDED + ended.at() + "/" + study, new byte[0]);
            forgetTheOldest();
        }
    }

    /** Studies that have ended can be asked about for as long as there are not too many. */
    private void forgetTheOldest() {
        List<String> ended = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = entries.prefixScan(ENDED, new StringSerializer())) {
            found.forEachRemaining(entry -> ended.add(entry.key));
        }
        for (int i = 0; i < ended.size() - MOST_ENDED; i++) {
            entries.delete(ended.get(i));
            remove(ended.get(i).substring(ended.get(i).lastIndexOf('/') + 1));
        }
    }

    @Override
    public List<Entry> of(String study) {
        List<Entry> kept = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = find(study)) {
            found.forEachRemaining(entry -> kept.add(Messages.read(entry.value, Entry.class)));
        }
        return kept;
    }

    @Override
    public void remove(String study) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = find(study)) {
            found.forEachRemaining((KeyValue<String, byte[]> entry) -> keys.add(entry.key));
        }
        keys.forEach(entries::delete);
    }

    private KeyValueIterator<String, byte[]> find(String study) {
        return entries.prefixScan(study + "/", new StringSerializer());
    }
}
