package dev.trialstream.metrics.judge;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a part of the history again, beside Kafka Streams. */
public interface PastEvents {
    /** No history, for a topology without a broker. */
    PastEvents NONE = (partition, end, take) -> 0;

    /**
     * Hands every committed record of {@code partition} before {@code end} to {@code take}, in order.
     *
     * @return the offset at which the log begins; if it is not 0, the beginning is lost
     */
    long read(int partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> take);
}
