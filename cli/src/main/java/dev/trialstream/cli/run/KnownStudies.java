package dev.trialstream.cli.run;

import dev.trialstream.cli.pipeline.Backend;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.message.StudySummary;
import java.util.Map;
import java.util.TreeMap;

/** The content of the compacted topics on all studies. */
final class KnownStudies {
    private KnownStudies() {}

    /** The state of every study, by id. */
    static Map<String, StudyState> states(Backend backend) {
        Map<String, StudyState> states = new TreeMap<>();
        TopicScan.values(backend, backend.topics().summaries(), value -> {
            Messages.find(value, StudySummary.class).ifPresent(summary -> states.put(summary.study(), summary.state()));
        });
        return states;
    }

    /** Number of studies other than {@code study} that have read test rows of the data with this hash. */
    static int otherReadersOfTestRows(Backend backend, String study, String sha256) {
        Map<String, String> dataOf = new TreeMap<>();
        TopicScan.values(backend, backend.topics().best(), value -> {
            Messages.find(value, Best.class)
                    .filter(best -> best.data() != null)
                    .ifPresent(best -> dataOf.put(best.study(), String.valueOf(best.data())));
        });
        dataOf.remove(study);
        return (int) dataOf.values().stream().filter(sha256::equals).count();
    }
}
