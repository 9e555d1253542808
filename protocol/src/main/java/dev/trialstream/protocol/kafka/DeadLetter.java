package dev.trialstream.protocol.kafka;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read or was not valid, with its original key, value and headers (except headers that begin
 * with {@code dlq_}), and headers for its origin and the reason.
 *
 * <p>A compressed record may unpack to more than a broker accepts back. Then only its beginning is kept, with the size
 * and the SHA-256 of the whole.
 *
 * @param offset in the dead-letter topic, which identifies the letter
 * @param topic where it came from; {@code partition} and {@code position}: its partition and offset there
 * @param letter the record in the dead-letter topic
 */
public record DeadLetter(
        long offset, String topic, int partition, long position, String reason, ConsumerRecord<byte[], byte[]> letter) {
    private static final String PREFIX = "dlq_";
    private static final String TOPIC = PREFIX + "topic";
    private static final String PARTITION = PREFIX + "partition";
    private static final String OFFSET = PREFIX + "offset";
    private static final String REASON = PREFIX + "reason";
    private static final String SIZE = PREFIX + "size";
    private static final String SHA256 = PREFIX + "sha256";
    private static final String CE_ID = "ce_id";

    private static final int BEGINNING = 100_000;
    private static final int BEGINNING_OF_KEY = 1000;
    private static final int MOST_HEADERS = 100_000;
    private static final int LONGEST_REASON = 2000;

    /** The dead letter for {@code record}: complete, or only the beginning if the record is too large. */
    public static ProducerRecord<byte[], byte[]> of(
            Topics topics, ConsumerRecord<byte[], byte[]> record, String reason) {
        return size(record) > MessageSizes.LARGEST
                ? beginningOf(topics, record, reason)
                : whole(topics, record, reason);
    }

    private static ProducerRecord<byte[], byte[]> whole(
            Topics topics, ConsumerRecord<byte[], byte[]> record, String reason) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topics.deadLetters(), record.key(), record.value());
        copyOwn(record.headers(), letter.headers());
        address(record, reason, letter.headers());
        return letter;
    }

    /** A dead letter with only the beginning of {@code record}, for brokers that do not accept the whole. */
    public static ProducerRecord<byte[], byte[]> beginningOf(
            Topics topics, ConsumerRecord<byte[], byte[]> record, String reason) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topics.deadLetters(), beginning(record.key(), BEGINNING_OF_KEY), beginning(record.value(), BEGINNING));
        if (size(record.headers()) <= MOST_HEADERS) {
            copyOwn(record.headers(), letter.headers());
        }
        address(record, reason, letter.headers());
        letter.headers().add(SIZE, bytes(String.valueOf(value.length))).add(SHA256, bytes(sha256(value)));
        return letter;
    }

    private static void address(ConsumerRecord<byte[], byte[]> record, String reason, Headers headers) {
        headers.add(TOPIC, bytes(record.topic()))
                .add(PARTITION, bytes(String.valueOf(record.partition())))
                .add(OFFSET, bytes(String.valueOf(record.offset())))
                .add(REASON, bytes(reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason));
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return length(record.key()) + length(record.value()) + size(record.headers());
    }

    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += header.key().length() + length(header.value()) + Long.BYTES;
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte @Nullable [] beginning(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    /** Reads the dead letter in {@code letter}; its topic is empty if the writer did not give an origin. */
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

    /** The original record: key, value and headers for the topic that it came from. */
    public ProducerRecord<byte[], byte[]> original() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, letter.key(), letter.value());
        copyOwn(letter.headers(), record.headers());
        return record;
    }

    /** The {@link #original} with a new id if it had one: the old id was refused and would count as seen. */
    public ProducerRecord<byte[], byte[]> again() {
        ProducerRecord<byte[], byte[]> record = original();
        if (record.headers().lastHeader(CE_ID) != null) {
            record.headers().remove(CE_ID).add(CE_ID, bytes("replay-" + offset + "-" + UUID.randomUUID()));
        }
        return record;
    }

    /** Size of the whole value in bytes, if the letter has only the beginning. */
    public OptionalLong cutFrom() {
        String size = text(letter.headers(), SIZE);
        return size.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(size)) : OptionalLong.empty();
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
