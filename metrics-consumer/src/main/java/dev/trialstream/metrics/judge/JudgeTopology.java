package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.kafka.Topics;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The history in; decisions and the best of each study out; what was seen of the studies under way in one store. */
public final class JudgeTopology {
    /** In memory, with a changelog from which a restart fills it. */
    public static final String STORE = "studies";

    static final String DECISIONS = "decisions";
    static final String BEST = "best";

    private static final String EVENTS = "events";
    private static final String JUDGE = "judge";

    private JudgeTopology() {}

    public static Topology of(Topics topics) {
        ByteArrayDeserializer reader = new ByteArrayDeserializer();
        ByteArraySerializer writer = new ByteArraySerializer();
        return new Topology()
                .addSource(EVENTS, reader, reader, topics.events())
                .addProcessor(JUDGE, () -> new JudgeProcessor(topics), EVENTS)
                .addStateStore(store(), JUDGE)
                .addSink(DECISIONS, topics.decisions(), writer, writer, JUDGE)
                .addSink(BEST, topics.best(), writer, writer, JUDGE);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }
}
