package dev.trialstream.cli.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.protocol.kafka.Imports;
import dev.trialstream.protocol.kafka.Topics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * One record of a study, in its form in the log.
 *
 * @param headers as text, without the mark of an import
 * @param value its bytes as text: JSON in one line
 */
public record ExchangeRecord(Kind kind, Map<String, String> headers, String value) {

    /** The topic of the record. */
    public enum Kind {
        EVENT,
        DECISION,
        BEST;

        String topic(Topics topics) {
            return switch (this) {
                case EVENT -> topics.events();
                case DECISION -> topics.decisions();
                case BEST -> topics.best();
            };
        }

        /** Its name in a file. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A record that was read or will be written. */
    static ExchangeRecord of(Kind kind, Headers headers, byte[] value) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (Header header : headers) {
            if (!header.key().equals(Imports.HEADER) && header.value() != null) {
                kept.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        // in JSON, line breaks only occur between tokens
        return new ExchangeRecord(kind, kept, new String(value, UTF_8).replaceAll("[\r\n]", " "));
    }

    byte[] bytes() {
        return value.getBytes(UTF_8);
    }

    /** @param partition of the study */
    ProducerRecord<byte[], byte[]> record(Topics topics, int partition, String study) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(kind.topic(topics), partition, study.getBytes(UTF_8), bytes());
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }
}
