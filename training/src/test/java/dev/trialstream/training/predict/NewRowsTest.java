package dev.trialstream.training.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.training.engine.TrainedModel;
import dev.trialstream.training.prepare.NumericEncoding;
import dev.trialstream.training.prepare.OutputMeaning;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.training.prepare.Scaling;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New rows, with a network of one tanh unit, which answers an infinite feature with a finite number. */
class NewRowsTest {
    private static final Scaling.Affine AS_IS = new Scaling.Affine(0, 1);

    private final Predictor predictor = new Predictor(
            new Preparation(
                    new OutputMeaning.Quantity("y", AS_IS),
                    Scaling.NONE,
                    List.of(new NumericEncoding("x", 0, AS_IS, false))),
            new Tanh());

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "-1e300", "3.5e38"})
    void a_number_that_is_infinite_as_a_feature_is_refused(String text) {
        assertThatThrownBy(() -> predictor.predict(Map.of("x", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column x holds " + text + ", which is beyond the numbers of a network: correct it");
    }

    @Test
    void a_number_of_a_network_is_answered() {
        assertThat(predictor.predict(Map.of("x", "0")).number()).isZero();
    }

    @Test
    void texts_that_count_as_missing_in_a_column_called_numeric_are_counted_in_a_note(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("new.csv"), "x;z\n3,14;1\n1;1\n2,71;1\nNA;1\n");
        Preparation lenient = new Preparation(
                new OutputMeaning.Quantity("y", AS_IS),
                Scaling.NONE,
                List.of(new NumericEncoding("x", 0, AS_IS, true, null, null, null, true, null)));

        assertThat(new Predictor(lenient, new Tanh()).predict(file, new StringWriter()))
                .contains("2 rows of column x with a text that is no number as in training, which counts as missing, "
                        + "the first in line 2: 3,14");
    }

    private static final class Tanh implements TrainedModel {
        @Override
        public boolean takes(int width) {
            return width > 0;
        }

        @Override
        public String inputs() {
            return "1";
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public float[] outputs(float[] rows, int count, int @Nullable [] lengths) {
            float[] answers = new float[count];
            for (int row = 0; row < count; row++) {
                answers[row] = (float) Math.tanh(rows[row * (rows.length / count)]);
            }
            return answers;
        }

        @Override
        public void close() {}
    }
}
