package dev.trialstream.protocol.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where a study lives: murmur2 of its id, which is also what Kafka's Java clients do with the key. */
public final class Partitioning {
    private Partitioning() {}

    public static int of(String study, int partitions) {
        return Utils.toPositive(Utils.murmur2(study.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
