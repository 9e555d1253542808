package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: reads the history; writes decisions and the best of each study; keeps the judges' memory in one store.
 */
public final class JudgeTopology {
    /** In memory, with a changelog for restarts. */
    public static final String STORE = "studies";

    /** Between transactions without output. */
    public static final Duration LONGEST_COMMIT_INTERVAL = CommitPace.LONGEST;

    static final String DECISIONS = "decisions";
    static final String BEST = "best";

    private static final String EVENTS = "events";
    private static final String JUDGE = "judge";

    private JudgeTopology() {}

    /**
     * @param rules on the class path
     * @param shortest time between transactions: the maximum delay until others can read an output
     * @param past reads the history again if the memory is lost
     */
    public static Topology of(Topics topics, StoppingRules rules, Duration shortest, PastEvents past) {
        ByteArrayDeserializer reader = new ByteArrayDeserializer();
        ByteArraySerializer writer = new ByteArraySerializer();
        return new Topology()
                .addSource(EVENTS, reader, reader, topics.events())
                .addProcessor(JUDGE, () -> new JudgeProcessor(topics, rules, shortest, past), EVENTS)
                .addStateStore(store(), JUDGE)
                .addSink(DECISIONS, topics.decisions(), writer, writer, JUDGE)
                .addSink(BEST, topics.best(), writer, writer, JUDGE);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }
}
