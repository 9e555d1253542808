package dev.trialstream.metrics.judge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Entries of a study that has ended, a line each, compressed to a fraction of what they took. In parts, because what
 * is kept goes to a topic, where a record is a megabyte at most.
 */
final class Packed {
    /** What an entry's path begins with that holds others. */
    static final String PATH = "packed/";

    /** Before they are compressed, which what is random makes no smaller. */
    private static final int MOST_BYTES = 900_000;

    private Packed() {}

    /** @param entries as they are kept, which is without a line feed */
    static List<byte[]> parts(List<byte[]> entries) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        while (from < entries.size()) {
            int to = from;
            int bytes = 0;
            while (to < entries.size() && (to == from || bytes + entries.get(to).length <= MOST_BYTES)) {
                bytes += entries.get(to++).length;
            }
            parts.add(pack(entries.subList(from, to)));
            from = to;
        }
        return parts;
    }

    private static byte[] pack(List<byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, fast)) {
            for (byte[] entry : entries) {
                out.write(entry);
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }

    static List<byte[]> entries(byte[] part) {
        List<byte[]> entries = new ArrayList<>();
        byte[] lines;
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(part))) {
            lines = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed cannot be unpacked", e);
        }
        int from = 0;
        for (int at = 0; at < lines.length; at++) {
            if (lines[at] == '\n') {
                entries.add(Arrays.copyOfRange(lines, from, at));
                from = at + 1;
            }
        }
        return entries;
    }
}
