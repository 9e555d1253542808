package dev.trialstream.metrics.judge;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a part of the history again, beside Kafka Streams. */
public interface PastEvents {
    /** No history, for a topology without a broker. */
    PastEvents NONE = new PastEvents() {
        @Override
        public long beginning(int partition) {
            return 0;
        }

        @Override
        public void read(int partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> take) {}
    };

    /** The offset at which the log begins; if it is not 0, the beginning is lost or was trimmed. */
    long beginning(int partition);

    /** Hands every committed record of {@code partition} before {@code end} to {@code take}, in order. */
    void read(int partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> take);
}
