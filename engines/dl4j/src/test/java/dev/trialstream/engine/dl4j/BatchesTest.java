package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.engine.Shapes;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.prepare.PreparedData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {
    private static final InputShape FLAT = new InputShape.Flat(16);

    /** Two rows would move the running mean and variance as far as sixteen do. */
    @ParameterizedTest
    @CsvSource({"false, 16 16 2", "true, 16 9 9"})
    void batch_statistics_never_come_from_a_tiny_rest(boolean batchNorm, String sizes) {
        PreparedData data = Shapes.classes(FLAT, 34);
        Plan plan =
                Shapes.plan("mlp", new Parameters(Map.of("batch_size", 16, "batch_norm", batchNorm)), FLAT, data, 1);
        Batches batches = new Batches(
                data.train(),
                RowFormat.of(plan),
                plan.batchSize(),
                plan.network().normalises());

        List<Long> expected = Arrays.stream(sizes.split(" ")).map(Long::valueOf).toList();
        assertThat(batches.shuffled(1, null))
                .extracting(batch -> batch.features().size(0))
                .isEqualTo(expected);
        assertThat(plan.stepsPerEpoch()).isEqualTo(3);
        batches.close();
    }
}
