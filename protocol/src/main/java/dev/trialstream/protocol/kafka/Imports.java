package dev.trialstream.protocol.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Records of imported studies, which ended elsewhere. Each has the header {@code ce_imported}. All their consequences
 * are already in the log after them, so no service acts on them.
 */
public final class Imports {
    /** Hash of the file or store that a record was imported from. */
    public static final String HEADER = "ce_imported";

    private Imports() {}

    /** @param sha256 of the import's source */
    public static ProducerRecord<byte[], byte[]> marked(ProducerRecord<byte[], byte[]> record, String sha256) {
        record.headers().add(HEADER, sha256.getBytes(UTF_8));
        return record;
    }

    public static boolean isImported(Headers headers) {
        return headers.lastHeader(HEADER) != null;
    }
}
