package dev.trialstream.metrics.judge;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Read access to the studies of this process's judges. Thread-safe, like the store. */
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
        return List.copyOf(JudgeStore.studies(entries));
    }
}
