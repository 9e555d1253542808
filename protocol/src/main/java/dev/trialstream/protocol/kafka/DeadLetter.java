package dev.trialstream.protocol.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record that could not be read or was not valid, put aside whole: its key, value and headers as they were (but for
 * any that begin with {@code dlq_}), and headers that say where it came from and why it is here.
 *
 * @param offset in the topic of dead letters, by which it is named
 * @param topic that it came from; likewise {@code partition} and {@code position}, its offset there
 * @param letter the record in the topic of dead letters
 */
public record DeadLetter(
        long offset, String topic, int partition, long position, String reason, ConsumerRecord<byte[], byte[]> letter) {
    private static final String PREFIX = "dlq_";
    private static final String TOPIC = PREFIX + "topic";
    private static final String PARTITION = PREFIX + "partition";
    private static final String OFFSET = PREFIX + "offset";
    private static final String REASON = PREFIX + "reason";

    /** What puts {@code record} aside. */
    public static ProducerRecord<byte[], byte[]> of(
            Topics topics, ConsumerRecord<byte[], byte[]> record, String reason) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topics.deadLetters(), record.key(), record.value());
        copyOwn(record.headers(), letter.headers());
        letter.headers()
                .add(TOPIC, bytes(record.topic()))
                .add(PARTITION, bytes(String.valueOf(record.partition())))
                .add(OFFSET, bytes(String.valueOf(record.offset())))
                .add(REASON, bytes(reason));
        return letter;
    }

    /** The dead letter in {@code letter}; its topic is empty where whoever wrote it did not say where it came from. */
    public static DeadLetter read(ConsumerRecord<byte[], byte[]> letter) {
        String partition = text(letter.headers(), PARTITION);
        String position = text(letter.headers(), OFFSET);
        boolean placed = partition.matches("\\d{1,9}") && position.matches("\\d{1,18}");
        return new DeadLetter(
                letter.offset(),
                placed ? text(letter.headers(), TOPIC) : "",
                placed ? Integer.parseInt(partition) : 0,
                placed ? Long.parseLong(position) : 0,
                text(letter.headers(), REASON),
                letter);
    }

    /** Key, value and own headers as they were, for the topic that it came from. */
    public ProducerRecord<byte[], byte[]> again() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, letter.key(), letter.value());
        copyOwn(letter.headers(), record.headers());
        return record;
    }

    private static void copyOwn(Headers from, Headers to) {
        for (Header header : from) {
            if (!header.key().startsWith(PREFIX)) {
                to.add(header);
            }
        }
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
