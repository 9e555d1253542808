package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordsTest {
    @Test
    void are_the_last_line_that_says_something_without_what_was_overwritten() {
        assertThat(words("first", "10 %\r20 %\rout of patience", "", "#", "  ")).isEqualTo("out of patience");
        assertThat(words()).isEmpty();
    }

    @Test
    void of_a_java_that_crashes_are_the_signal_or_the_memory_it_wanted() {
        assertThat(words(
                        "some talk",
                        "#",
                        "# A fatal error has been detected by the Java Runtime Environment:",
                        "#",
                        "#  SIGSEGV (0xb) at pc=0x00007f, pid=7, tid=8",
                        "#",
                        "# See problematic frame for where to report the bug.",
                        "#"))
                .isEqualTo("SIGSEGV (0xb) at pc=0x00007f, pid=7, tid=8");
        assertThat(words(
                        "# There is insufficient memory for the Java Runtime Environment to continue.",
                        "# Native memory allocation (mmap) failed to map 1 bytes."))
                .isEqualTo("There is insufficient memory for the Java Runtime Environment to continue.");
    }

    private static String words(String... lines) {
        LastWords words = new LastWords();
        for (String line : lines) {
            words.hear(line);
        }
        return words.words();
    }
}
