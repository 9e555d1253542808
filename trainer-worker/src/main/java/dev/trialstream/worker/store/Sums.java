package dev.trialstream.worker.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The expected files of a checkpoint: by name, their size in bytes and their CRC-32C.
 *
 * <p>As bytes, one line of UTF-8 each: the checksum as 8 hexadecimal digits, the size and the name, separated by single
 * spaces. The name is empty if the checkpoint is a single file.
 */
record Sums(SortedMap<String, Sum> files) {
    record Sum(String crc, long size) {}

    /** Of a file, or of every file in a folder; links to folders and broken links are ignored. */
    static Sums of(Path tree) throws IOException {
        SortedMap<String, Sum> sums = new TreeMap<>();
        if (!Trees.isFolder(tree)) {
            sums.put("", sum(tree));
            return new Sums(sums);
        }
        for (Map.Entry<String, Path> file : Trees.files(tree).entrySet()) {
            if (isFile(file.getValue())) {
                sums.put(file.getKey(), sum(file.getValue()));
            }
        }
        return new Sums(sums);
    }

    static Sums of(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return new Sums(new TreeMap<>(Map.of("", new Sum("%08x".formatted(crc.getValue()), bytes.length))));
    }

    /** A folder on a disk may contain links and pipes. */
    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isRegularFile(path);
    }

    private static Sum sum(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream bytes = new CheckedInputStream(Files.newInputStream(file), crc)) {
            long size = bytes.transferTo(java.io.OutputStream.nullOutputStream());
            return new Sum("%08x".formatted(crc.getValue()), size);
        }
    }

    byte[] bytes() {
        StringBuilder lines = new StringBuilder();
        files.forEach((name, sum) -> lines.append(sum.crc() + " " + sum.size() + " " + name + "\n"));
        return lines.toString().getBytes(UTF_8);
    }

    /** @throws CorruptCheckpoint if the bytes are not from {@link #bytes} */
    static Sums read(byte[] bytes) throws CorruptCheckpoint {
        SortedMap<String, Sum> sums = new TreeMap<>();
        String text = new String(bytes, UTF_8);
        for (String line : text.lines().toList()) {
            String[] parts = line.split(" ", 3);
            if (parts.length < 3 || !parts[0].matches("[0-9a-f]{8}") || !parts[1].matches("\\d{1,18}")) {
                throw new CorruptCheckpoint("its checksums are not readable");
            }
            sums.put(parts[2], new Sum(parts[0], Long.parseLong(parts[1])));
        }
        if (sums.isEmpty() && !text.isEmpty()) {
            throw new CorruptCheckpoint("its checksums are not readable");
        }
        return new Sums(sums);
    }

    /** @throws CorruptCheckpoint if the files differ; additional files are ignored */
    void check(Path tree) throws IOException {
        check(Files.exists(tree) ? of(tree) : new Sums(new TreeMap<>()));
    }

    void check(Sums found) throws CorruptCheckpoint {
        for (Map.Entry<String, Sum> expected : files.entrySet()) {
            Sum actual = found.files().get(expected.getKey());
            String what = expected.getKey().isEmpty() ? "" : expected.getKey() + " ";
            if (actual == null) {
                throw new CorruptCheckpoint(what + "is gone");
            }
            if (!actual.equals(expected.getValue())) {
                throw new CorruptCheckpoint(
                        what + "is truncated or corrupt: its checksum does not match its " + actual.size() + " bytes");
            }
        }
    }
}
