package dev.trialstream.training.engine;

import dev.trialstream.protocol.Json;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.worker.train.BadCheckpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;

/**
 * The state of a training between two epochs.
 *
 * <p>As bytes, little-endian: {@code TSCK}, the version (4 bytes), the length of the header (4), the header as JSON,
 * the parameters and then the optimizer's state as 4-byte floats, the CRC-32C of everything before (4).
 *
 * @param parameters of the network, in the engine's own order; {@code optimizer}: its state, in the same way
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Checkpoint(Header header, float[] parameters, float[] optimizer) {
    private static final int MAGIC = 0x4B435354;
    private static final int VERSION = 1;
    private static final int PREFIX = 12;
    private static final int SUFFIX = 4;

    /**
     * Description of the numbers.
     *
     * @param engine that wrote them
     * @param plan fingerprint of the plan
     * @param epoch last trained epoch
     * @param iteration number of steps so far
     * @param seed of the training; every epoch seeds its shuffling and dropout from it and its own number, so it is the
     *     complete random state
     * @param parameters number of parameters; {@code optimizer}: number of state values
     * @param preparation of the rows
     */
    public record Header(
            String engine,
            String plan,
            int epoch,
            int iteration,
            long seed,
            int parameters,
            int optimizer,
            Preparation preparation) {}

    public byte[] bytes() {
        byte[] json = Json.json().writeValueAsBytes(header);
        int length = PREFIX + json.length + Float.BYTES * (parameters.length + optimizer.length) + SUFFIX;
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(VERSION).putInt(json.length).put(json);
        bytes.asFloatBuffer().put(parameters).put(optimizer);
        bytes.putInt(length - SUFFIX, checksum(bytes.array()));
        return bytes.array();
    }

    /** @throws BadCheckpoint if the bytes are not from {@link #bytes} */
    public static Checkpoint read(byte[] array) {
        if (array.length < PREFIX + SUFFIX) {
            throw new BadCheckpoint("expected " + (PREFIX + SUFFIX) + " bytes at least, found " + array.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getInt() != MAGIC) {
            throw new BadCheckpoint("does not begin like one");
        }
        int version = bytes.getInt();
        if (version != VERSION) {
            throw new BadCheckpoint("expected version " + VERSION + ", found " + version);
        }
        if (bytes.getInt(array.length - SUFFIX) != checksum(array)) {
            throw new BadCheckpoint(
                    "is truncated or corrupt: its checksum does not match its " + array.length + " bytes");
        }
        return body(bytes, array);
    }

    /** The engine that wrote a checkpoint; empty if the bytes are no checkpoint. */
    static Optional<String> engineOf(byte[] array) {
        try {
            return Optional.of(read(array).header.engine());
        } catch (BadCheckpoint e) {
            return Optional.empty();
        }
    }

    private static Checkpoint body(ByteBuffer bytes, byte[] array) {
        int length = bytes.getInt();
        if (length < 0 || length > array.length - PREFIX - SUFFIX) {
            throw new BadCheckpoint("its header of " + length + " bytes does not fit into " + array.length);
        }
        Header header = header(Arrays.copyOfRange(array, PREFIX, PREFIX + length));
        long expected = PREFIX + length + (long) Float.BYTES * (header.parameters + (long) header.optimizer) + SUFFIX;
        if (header.parameters < 0 || header.optimizer < 0 || expected != array.length) {
            throw new BadCheckpoint("expected " + expected + " bytes as its header has it, found " + array.length);
        }
        float[] parameters = new float[header.parameters];
        float[] optimizer = new float[header.optimizer];
        bytes.position(PREFIX + length);
        bytes.asFloatBuffer().get(parameters).get(optimizer);
        return new Checkpoint(header, parameters, optimizer);
    }

    private static Header header(byte[] json) {
        try {
            return Json.json().readValue(json, Header.class);
        } catch (JacksonException e) {
            throw new BadCheckpoint("its header is not readable", e);
        }
    }

    private static int checksum(byte[] array) {
        CRC32C crc = new CRC32C();
        crc.update(array, 0, array.length - SUFFIX);
        return (int) crc.getValue();
    }
}
