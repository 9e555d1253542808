package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.worker.command.LineSplitter.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<Line> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(5, lines::add);

    @Test
    void lines_are_bounded_and_the_rest_of_a_longer_one_is_dropped() {
        add("a\r\n\n12345\n123456789\nend");
        splitter.end();
        assertThat(lines)
                .containsExactly(
                        new Line("a", false, true),
                        new Line("", false, true),
                        new Line("12345", false, true),
                        new Line("12345", true, true),
                        new Line("end", false, false));
    }

    @Test
    void how_the_bytes_come_makes_no_difference() {
        Random random = new Random(1);
        byte[] text = "ä{1}\n1234567\n\nlast".getBytes(StandardCharsets.UTF_8);
        add(new String(text, StandardCharsets.UTF_8));
        splitter.end();
        for (int round = 0; round < 100; round++) {
            List<Line> again = new ArrayList<>();
            LineSplitter other = new LineSplitter(5, again::add);
            for (int at = 0; at < text.length; ) {
                int count = Math.min(text.length - at, 1 + random.nextInt(4));
                byte[] some = java.util.Arrays.copyOfRange(text, at, at + count);
                other.add(some, count);
                at += count;
            }
            other.end();
            assertThat(again).isEqualTo(lines);
        }
    }

    @Test
    void nothing_is_no_line() {
        splitter.end();
        assertThat(lines).isEmpty();
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.add(bytes, bytes.length);
    }
}
