package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.message.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The studies that the judges of this process keep, for reading. Safe for use by several threads, as the store is. */
public final class JudgeViews {
    private final ReadOnlyKeyValueStore<String, byte[]> entries;

    public JudgeViews(ReadOnlyKeyValueStore<String, byte[]> entries) {
        this.entries = entries;
    }

    public Optional<StudyView> study(String study) {
        List<Entry> kept = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = entries.prefixScan(study + "/", new StringSerializer())) {
            found.forEachRemaining(entry -> kept.add(Messages.read(entry.value, Entry.class)));
        }
        return StudyView.of(kept);
    }

    /** The ids of all studies here. */
    public List<String> studies() {
        String end = "/" + Entry.Accepted.PATH;
        List<String> studies = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = entries.all()) {
            found.forEachRemaining(entry -> {
                if (entry.key.endsWith(end)) {
                    studies.add(entry.key.substring(0, entry.key.length() - end.length()));
                }
            });
        }
        return studies;
    }
}
