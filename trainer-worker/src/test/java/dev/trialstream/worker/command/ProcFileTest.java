package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFileTest {
    @Test
    void a_line_is_read_whatever_the_program_is_called() {
        String stat = "7 (a) b (c) S 4 5 6 0 -1 4194560 1 2 3 4 10 20 30 40 20 0 1 0 1234 5678 9";
        assertThat(ProcFile.parse(7, stat)).isEqualTo(new ProcFile(7, 4, 6, 1234, 100, false));
        assertThat(ProcFile.parse(7, stat.replace(" S ", " Z ")).zombie()).isTrue();
    }
}
