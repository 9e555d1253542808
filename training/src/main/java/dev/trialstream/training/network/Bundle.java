package dev.trialstream.training.network;

import dev.trialstream.worker.train.BadCheckpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the states of a trial's networks into one. As bytes, little-endian: {@code TSBN}, their number (4 bytes), and
 * for each its length (4) and its bytes, which have their own checksum. A single state is stored as is.
 */
final class Bundle {
    private static final int MAGIC = 0x4E425354;
    private static final int WORD = Integer.BYTES;

    private Bundle() {}

    static byte[] of(List<byte[]> states) {
        if (states.size() == 1) {
            return states.get(0);
        }
        int length = states.stream().mapToInt(state -> state.length + WORD).reduce(2 * WORD, Math::addExact);
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(states.size());
        states.forEach(state -> bytes.putInt(state.length).put(state));
        return bytes.array();
    }

    /** @throws BadCheckpoint if {@code array} does not contain {@code expected} states */
    static List<byte[]> split(byte[] array, int expected) {
        List<byte[]> states = split(array);
        if (states.size() != expected) {
            throw new BadCheckpoint("expected one of " + expected + " networks, found one of " + states.size());
        }
        return states;
    }

    /** @throws BadCheckpoint if {@code array} begins like a bundle and is not one */
    static List<byte[]> split(byte[] array) {
        ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
        if (array.length < 2 * WORD || bytes.getInt() != MAGIC) {
            return List.of(array);
        }
        int count = bytes.getInt();
        List<byte[]> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = bytes.remaining() < WORD ? -1 : bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new BadCheckpoint("is truncated: network " + (i + 1) + " of " + count + " is not whole");
            }
            byte[] state = new byte[length];
            bytes.get(state);
            states.add(state);
        }
        return states;
    }
}
