package dev.trialstream.training.data;

import java.nio.ByteBuffer;

/** The frame header of a JPEG (ITU T.81, B.2.2). */
final class JpegHeader {
    private static final int START_OF_SCAN = 0xDA;
    private static final int COMPONENTS = 9;

    private JpegHeader() {}

    /** Number of colour components; 0 if the file is no JPEG, or is broken before its frame header. */
    static int components(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        if (file.length < 4 || bytes.getShort(0) != (short) 0xFFD8) {
            return 0;
        }
        int at = 2;
        while (at + COMPONENTS < file.length && (file[at] & 0xFF) == 0xFF) {
            int marker = file[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++; // a fill byte
            } else if (isFrame(marker)) {
                return file[at + COMPONENTS] & 0xFF;
            } else if (marker == START_OF_SCAN) {
                return 0;
            } else {
                at += 2 + (bytes.getShort(at + 2) & 0xFFFF);
            }
        }
        return 0;
    }

    /** From SOF0 to SOF15, but for DHT, JPG and DAC in between. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
