package dev.trialstream.metrics.judge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The studies that the judges of this process keep, for reading. Safe for use by several threads, as the store is. */
public final class JudgeViews {
    private final ReadOnlyKeyValueStore<String, byte[]> entries;

    public JudgeViews(ReadOnlyKeyValueStore<String, byte[]> entries) {
        this.entries = entries;
    }

    public Optional<StudyView> study(String study) {
        return StudyView.of(JudgeStore.of(entries, study));
    }

    /** The ids of all studies here. */
    public List<String> studies() {
        Set<String> studies = new TreeSet<>(); // one that ends in this moment is under both
        try (KeyValueIterator<String, byte[]> found = entries.all()) {
            found.forEachRemaining(entry -> Stream.of(Entry.Accepted.PATH, Entry.Ended.PATH)
                    .filter(path -> entry.key.endsWith("/" + path))
                    .forEach(path -> studies.add(entry.key.substring(0, entry.key.length() - path.length() - 1))));
        }
        return List.copyOf(studies);
    }
}
