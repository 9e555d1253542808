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
 * Entries of an ended study, one per line, compressed. They are split into parts, because a record of the changelog
 * topic is limited to a megabyte.
 */
final class Packed {
    /** Path prefix of a packed entry. */
    static final String PATH = "packed/";

    /** Size before compression, because random data do not compress. */
    private static final int MOST_BYTES = 900_000;

    private Packed() {}

    /** @param entries as stored, without line feeds */
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
