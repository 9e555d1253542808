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
final class JudgeStore {
    private final KeyValueStore<String, byte[]> entries;

    JudgeStore(KeyValueStore<String, byte[]> entries) {
        this.entries = entries;
    }

    boolean knows(String study) {
        return entries.get(study + "/" + Entry.Accepted.PATH) != null;
    }

    void put(String study, Entry entry) {
        entries.put(study + "/" + entry.path(), Messages.write(entry));
    }

    /** The entries of a study, each after those that it builds on: the acceptance first. */
    List<Entry> of(String study) {
        List<Entry> kept = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = find(study)) {
            found.forEachRemaining(entry -> kept.add(Messages.read(entry.value, Entry.class)));
        }
        return kept;
    }

    void remove(String study) {
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
