package dev.trialstream.training.network;

import dev.trialstream.worker.train.BadCheckpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of several networks of one trial as one. As bytes, little-endian: {@code TSBN}, how many (4 bytes), and of each
 * its length (4) and itself, which has a checksum of its own. A single state is just itself.
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

    /** @throws BadCheckpoint where {@code array} is not the states of as many networks */
    static List<byte[]> split(byte[] array, int expected) {
        List<byte[]> states = split(array);
        if (states.size() != expected) {
            throw new BadCheckpoint("expected one of " + expected + " networks, found one of " + states.size());
        }
        return states;
    }

    /** @throws BadCheckpoint where {@code array} begins like several states and is not */
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
