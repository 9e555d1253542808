package dev.trialstream.cli;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Reports a worker and its trainers, and does no work. */
public final class PretendedWorker implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final PoolMessage.Repertoire repertoire;
    private final Topics topics;
    private int beats;

    public PretendedWorker(ClientSettings settings, Topics topics, List<String> trainers, List<String> commands) {
        this.topics = topics;
        this.producer = new KafkaProducer<>(settings.producer("pretended-worker"));
        this.repertoire = new PoolMessage.Repertoire(trainers, commands);
    }

    /** A heartbeat, which counts for four ticks; returns once it is written. */
    public void beat() throws Exception {
        PoolMessage beat =
                new PoolMessage.Heartbeat("w", 1, List.of(), "cpu", null, repertoire, "0", false, Instant.now());
        String id = "w/beat/" + ++beats;
        producer.send(Records.record(topics.workers(), "w", id, "Heartbeat", "w", Messages.write(beat)))
                .get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
