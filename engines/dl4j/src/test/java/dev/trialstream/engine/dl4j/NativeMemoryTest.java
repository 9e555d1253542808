package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.Dataset;
import dev.trialstream.training.data.TestData;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.plan.Head;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.plan.Plans;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.training.prepare.Recipe;
import dev.trialstream.training.prepare.Scaling;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    private static final int EPOCHS = 12;

    private final PreparedData data = PreparedData.of(
            Dataset.read(TestData.DIGITS, "digit", Task.CLASSIFICATION),
            Split.standard(1),
            RowUse.AS_SPLIT,
            Recipe.scaled(Scaling.STANDARD));
    private final Plan plan = Plans.mlp(
            new Parameters(Map.of("units", 32, "batch_norm", true, "dropout", 0.2)),
            data.inputs(),
            new Head.Softmax(10),
            data.train().count(),
            EPOCHS,
            1);

    /** Without the guard, the memory of arrays is freed during the calls that read it: a crash, or wrong numbers. */
    @Test
    void a_training_beside_a_busy_collector_is_the_same_to_the_bit() throws Exception {
        byte[] undisturbed = train();
        AtomicBoolean over = new AtomicBoolean();
        Thread litter = new Thread(() -> litterUntil(over));
        litter.start();
        try {
            assertThat(train()).isEqualTo(undisturbed);
            assertThat(train()).isEqualTo(undisturbed);
        } finally {
            over.set(true);
            litter.join();
        }
    }

    private byte[] train() {
        try (Session session = new Dl4jEngine().open(plan, data, null)) {
            while (session.epoch() < EPOCHS) {
                session.trainEpoch(() -> false);
            }
            return session.snapshot();
        }
    }

    /** Creates garbage, so that the collector runs whenever the young generation is full. */
    private static void litterUntil(AtomicBoolean over) {
        byte[][] litter = new byte[64][];
        for (int i = 0; !over.get(); i++) {
            litter[i % litter.length] = new byte[1 << 16];
        }
    }
}
