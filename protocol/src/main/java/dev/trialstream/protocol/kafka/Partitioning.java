package dev.trialstream.protocol.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Partition of a study: murmur2 of its id, like the default partitioner of Kafka's Java clients. */
public final class Partitioning {
    private Partitioning() {}

    public static int of(String study, int partitions) {
        return Utils.toPositive(Utils.murmur2(study.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
