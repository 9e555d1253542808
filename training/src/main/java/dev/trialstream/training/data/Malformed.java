package dev.trialstream.training.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the bytes of a file that are not UTF-8. */
final class Malformed {
    private static final int LONGEST_LINE = 1 << 20;

    private Malformed() {}

    /**
     * The first malformed bytes.
     *
     * @param line that contains them, from 1
     * @param header the first line; empty if they are in it
     * @param before text of the line before them
     * @param value of the first one
     * @param windows whether a byte of the line is a letter or a sign in Windows-1252, but none in Latin-1
     */
    record Place(long line, String header, String before, int value, boolean windows) {
        String complaint(String column) {
            return column + "holds the byte 0x" + Integer.toHexString(value).toUpperCase(java.util.Locale.ROOT)
                    + ", which is not UTF-8; the file seems to be in "
                    + (windows ? "Windows-1252" : "Latin-1") + ": convert it with iconv -f "
                    + (windows ? "WINDOWS-1252" : "ISO-8859-1") + " -t UTF-8";
        }
    }

    /**
     * Reads the file again, line by line. Lines end as in CSV: LF, CR LF or CR.
     *
     * @throws IOException if it cannot be read, or is all UTF-8
     */
    static Place find(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            String header = "";
            long number = 1;
            int previous = -1;
            for (int next = in.read(); ; next = in.read()) {
                boolean end = next < 0 || next == '\n' || next == '\r';
                if (end || line.size() >= LONGEST_LINE) {
                    Place found = in(line.toByteArray(), header, number);
                    if (found != null) {
                        return found;
                    }
                    header = header.isEmpty() ? line.toString(StandardCharsets.UTF_8) : header;
                    line.reset();
                }
                if (next < 0) {
                    throw new IOException("all bytes are UTF-8");
                }
                if (end) {
                    number += next == '\n' && previous == '\r' ? 0 : 1;
                } else {
                    line.write(next);
                }
                previous = next;
            }
        }
    }

    private static @org.jspecify.annotations.Nullable Place in(byte[] line, String header, long number) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(line);
        CharBuffer text = CharBuffer.allocate(line.length + 1);
        CoderResult result = decoder.decode(bytes, text, true);
        if (!result.isError()) {
            return null;
        }
        boolean windows = false;
        for (byte each : line) {
            windows = windows || ((each & 0xFF) >= 0x80 && (each & 0xFF) < 0xA0);
        }
        return new Place(number, header, text.flip().toString(), line[bytes.position()] & 0xFF, windows);
    }
}
