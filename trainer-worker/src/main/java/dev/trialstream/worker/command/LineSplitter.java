package dev.trialstream.worker.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Splits a stream of bytes into lines. It stores at most one line of limited length, however long a line is. */
public final class LineSplitter {
    private final int most;
    private final Consumer<Line> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean cut;

    /**
     * A line without its end.
     *
     * @param cut whether it was longer, and this is its beginning
     * @param ended whether there was an end of line; false only for the last one
     */
    public record Line(String text, boolean cut, boolean ended) {}

    /** @param most maximum bytes of a line; the rest of a longer one is dropped */
    LineSplitter(int most, Consumer<Line> lines) {
        this.most = most;
        this.lines = lines;
    }

    void add(byte[] bytes, int count) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, from, i);
                tell(true);
                from = i + 1;
            }
        }
        keep(bytes, from, count);
    }

    /** The stream has ended: the rest is the last line. */
    void end() {
        if (line.size() > 0 || cut) {
            tell(false);
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        int room = Math.min(to - from, most - line.size());
        line.write(bytes, from, room);
        cut |= room < to - from;
    }

    private void tell(boolean ended) {
        String text = line.toString(StandardCharsets.UTF_8);
        lines.accept(new Line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, cut, ended));
        line.reset();
        cut = false;
    }
}
