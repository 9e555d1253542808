package dev.trialstream.worker.command;

import dev.trialstream.worker.store.CheckpointStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log of a command, or of an isolated training; only the latest output is kept. It uses two files, and drops the older
 * one when the newer has half of the allowed size. If a log cannot be written, the trial is not affected. Thread-safe.
 */
public final class OutputLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutputLog.class);

    private final Path newer;
    private final long half;
    private @Nullable OutputStream out;
    private long size;

    /** @param most maximum size in bytes */
    public OutputLog(Path file, long most) {
        this.newer = file;
        this.half = most / 2;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.out = open();
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    /** Path of the older half of {@code log}. */
    public static Path older(Path log) {
        return log.resolveSibling(CheckpointStore.olderLogName(String.valueOf(log.getFileName())));
    }

    /** Appends a line. */
    public synchronized void line(String text) {
        if (out == null) {
            return;
        }
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            if (size > 0 && size + bytes.length > half) {
                out.close();
                Files.move(newer, older(newer), StandardCopyOption.REPLACE_EXISTING);
                out = open();
                size = 0;
            }
            out.write(bytes);
            size += bytes.length;
        } catch (IOException e) {
            LOG.warn("{} is written no further: {}", newer, e.toString());
            close();
        }
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(newer, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public synchronized void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", newer, e.toString());
        }
        out = null;
    }
}
