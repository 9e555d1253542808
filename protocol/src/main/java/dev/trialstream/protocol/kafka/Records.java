package dev.trialstream.protocol.kafka;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Messages as Kafka records: JSON values with the CloudEvents headers {@code ce_id}, {@code ce_type} and
 * {@code ce_source}, and a W3C {@code traceparent}. All messages of a study share one trace.
 */
public final class Records {
    private static final Pattern CAMEL = Pattern.compile("([a-z])([A-Z])");

    private Records() {}

    public static ProducerRecord<byte[], byte[]> event(Topics topics, HistoryEvent event) {
        String type = event.fact().getClass().getSimpleName();
        return record(topics.events(), event.study(), event.id(), type, event.source(), Messages.write(event));
    }

    /** @param source service that writes it */
    public static ProducerRecord<byte[], byte[]> decision(Topics topics, Decision decision, String source) {
        return record(
                topics.decisions(), decision.study(), decision.id(), "Decision", source, Messages.write(decision));
    }

    /**
     * @param study the key
     * @param id of the message
     * @param type of the message, in camel case
     * @param source service that writes it
     */
    public static ProducerRecord<byte[], byte[]> record(
            String topic, String study, String id, String type, String source, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(study), value);
        record.headers()
                .add("content-type", bytes("application/json"))
                .add("ce_id", bytes(id))
                .add("ce_type", bytes("dev.trialstream." + snake(type)))
                .add("ce_source", bytes("/trialstream/" + source))
                .add("traceparent", bytes(traceparent(study, id)));
        return record;
    }

    private static String traceparent(String study, String id) {
        byte[] trace = sha256(study);
        byte[] span = sha256(id);
        return "00-" + HexFormat.of().formatHex(trace, 0, 16) + "-"
                + HexFormat.of().formatHex(span, 0, 8) + "-01";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String snake(String camel) {
        return CAMEL.matcher(camel).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
