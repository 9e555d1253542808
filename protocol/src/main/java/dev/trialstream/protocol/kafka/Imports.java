package dev.trialstream.protocol.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Records of studies that ended elsewhere and were brought in whole. The header {@code ce_imported} marks each of them:
 * what followed from it stands in the log behind it, so nobody answers it, whoever reads it first and whenever.
 */
public final class Imports {
    /** Names the file or store that a record was brought in from, by its hash. */
    public static final String HEADER = "ce_imported";

    private Imports() {}

    /** @param sha256 of where it comes from */
    public static ProducerRecord<byte[], byte[]> marked(ProducerRecord<byte[], byte[]> record, String sha256) {
        record.headers().add(HEADER, sha256.getBytes(UTF_8));
        return record;
    }

    public static boolean isImported(Headers headers) {
        return headers.lastHeader(HEADER) != null;
    }
}
