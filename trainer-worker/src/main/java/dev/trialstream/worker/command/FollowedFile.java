package dev.trialstream.worker.command;

import dev.trialstream.worker.train.Wait;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Reads a file, or a named pipe, while it is written, up to its content when {@link #finish} is called. */
final class FollowedFile extends java.io.InputStream {
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Opened for writing too: then a named pipe opens at once, and does not end when its writer closes it. */
    private final RandomAccessFile file;

    private final FileInputStream bytes;
    private volatile boolean finished;

    private FollowedFile(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.bytes = new FileInputStream(file.getFD());
    }

    static FollowedFile file(Path path) throws IOException {
        Files.createFile(path);
        return new FollowedFile(path);
    }

    /** @throws IOException also if this machine has no named pipes */
    static FollowedFile pipe(Path path) throws IOException {
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).start();
            if (!mkfifo.waitFor(10, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
                throw new IOException("mkfifo " + path + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return new FollowedFile(path);
    }

    /** The writer has ended; stop at the current content. */
    void finish() {
        finished = true;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("read in blocks");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            boolean last = finished;
            int there = bytes.available();
            if (there > 0) {
                return bytes.read(buffer, offset, Math.min(there, length));
            } else if (last) {
                return -1;
            }
            Wait.upTo(LOOK, () -> finished);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
