package dev.trialstream.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.training.prepare.OutputMeaning;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.training.prepare.Scaling;
import dev.trialstream.worker.train.BadCheckpoint;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private static final Preparation PREPARATION =
            new Preparation(new OutputMeaning.Classes("y", List.of("no", "yes")), Scaling.STANDARD, List.of());

    private final Checkpoint checkpoint = new Checkpoint(
            new Checkpoint.Header("dl4j", "cafe", 3, 99, -7, 4, 1, PREPARATION),
            new float[] {1, -0.0f, Float.MIN_VALUE, Float.NaN},
            new float[] {0.1f});

    @Test
    void what_was_written_is_read_to_the_bit() {
        Checkpoint read = Checkpoint.read(checkpoint.bytes());

        assertThat(read.header()).isEqualTo(checkpoint.header());
        assertThat(bits(read.parameters())).isEqualTo(bits(checkpoint.parameters()));
        assertThat(bits(read.optimizer())).isEqualTo(bits(checkpoint.optimizer()));
    }

    @Test
    void every_truncation_is_refused() {
        byte[] bytes = checkpoint.bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Checkpoint.read(cut))
                    .isInstanceOf(BadCheckpoint.class)
                    .hasMessageStartingWith("checkpoint: ");
        }
    }

    @Test
    void every_flipped_bit_is_refused() {
        byte[] bytes = checkpoint.bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Checkpoint.read(flipped)).isInstanceOf(BadCheckpoint.class);
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
