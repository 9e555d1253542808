package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.TestData;
import dev.trialstream.training.prepare.Profiler;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.RecordingSink;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.TrainerContractTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A regression end to end; y = 1000 + 50·a² − 30·b with noise of standard deviation 5, and some missing a. */
class RegressionTest extends TrainerContractTest {
    private static final DataSpec SPEC = new DataSpec("y.csv", "y", Task.REGRESSION, Split.standard(1));
    private static final Parameters SMALL = new Parameters(Map.of("units", 16, "dropout", 0.1, "learning_rate", 0.01));

    @TempDir
    Path folder;

    private DataProfile profile;

    @BeforeEach
    void data() {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder("a,b,c,y\n");
        for (int i = 0; i < 600; i++) {
            double a = random.nextDouble() * 4 - 2;
            double b = random.nextDouble();
            double y = 1000 + 50 * a * a - 30 * b + 5 * random.nextGaussian();
            rows.append(String.format(
                    Locale.ROOT,
                    i % 97 == 0 ? ",%2$.4f,%3$s,%4$.3f%n" : "%.4f,%.4f,%s,%.3f%n",
                    a,
                    b,
                    i % 3 == 0 ? "u" : "v",
                    y));
        }
        profile = Profiler.profile(TestData.write(folder, rows.toString()), SPEC);
    }

    @Override
    protected Trainer trainer() {
        return new NetworkTrainer();
    }

    @Override
    protected TrainTask task(long seed, int epochs, byte @Nullable [] resume) {
        return task(SMALL, RowUse.AS_SPLIT, seed, epochs, resume);
    }

    @Override
    protected TrainTask diverging(int epochs) {
        Parameters parameters =
                new Parameters(Map.of("activation", "leaky_relu", "optimizer", "sgd", "learning_rate", 10.0));
        return task(parameters, RowUse.AS_SPLIT, 1, epochs, null);
    }

    @Override
    protected byte[] ofAnotherPlan() {
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task(new Parameters(Map.of("units", 8)), RowUse.AS_SPLIT, 1, 1, null), sink);
        return sink.checkpoint(1);
    }

    @Override
    protected List<String> metrics() {
        return List.of(
                "training_loss",
                "training_rmse",
                "validation_loss",
                "validation_rmse",
                "validation_rmse_se",
                "validation_mae",
                "validation_mae_se",
                "validation_median_absolute_error",
                "validation_r2",
                "gradient_norm",
                "dead_units");
    }

    @Test
    void the_target_is_learnt_in_its_own_unit() {
        RecordingSink sink = RecordingSink.neverStopping();

        trainer.train(task(SMALL, RowUse.AS_SPLIT, 1, 60, null), sink);

        DataProfile.TargetSummary target = profile.target();
        assertThat(target).isNotNull();
        assertThat(target.sd()).isBetween(50.0, 80.0);
        Map<String, Double> last = sink.metrics().get(59);
        // The noise is 5; answering the mean would be off by the target's deviation.
        assertThat(last.get("validation_rmse")).isBetween(4.0, 20.0);
        assertThat(last.get("validation_mae")).isBetween(3.0, last.get("validation_rmse"));
        assertThat(last.get("validation_rmse_se")).isBetween(0.1, 3.0);
        double unit = last.get("training_rmse") / Math.sqrt(last.get("training_loss"));
        assertThat(unit).isCloseTo(target.sd(), offset(0.05 * target.sd()));
        assertThat(last.get("validation_rmse") / Math.sqrt(last.get("validation_loss")))
                .isCloseTo(unit, offset(1e-6 * unit));
    }

    @Test
    void the_model_that_is_delivered_is_scored_on_validation_and_test_rows() {
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task(SMALL, RowUse.AS_SPLIT, 1, 3, null), sink);

        Map<String, Double> metrics = trainer.deliver(deliver(RowUse.AS_SPLIT, sink.checkpoint(2)), folder);

        assertThat(metrics)
                .containsKeys(
                        "validation_r2",
                        "validation_r2_se",
                        "test_r2",
                        "validation_loss",
                        "validation_rmse",
                        "validation_rmse_se",
                        "validation_mae",
                        "validation_median_absolute_error",
                        "test_loss",
                        "test_rmse",
                        "test_rmse_se",
                        "test_mae",
                        "test_mae_se",
                        "test_median_absolute_error")
                .containsEntry("test_rows", (double) profile.test())
                .containsEntry("validation_rmse", sink.metrics().get(1).get("validation_rmse"));
    }

    @Test
    void without_rows_to_validate_on_test_rows_alone_are_scored() {
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task(SMALL, RowUse.POOLED, 1, 2, null), sink);

        assertThat(sink.metrics())
                .allSatisfy(metrics -> assertThat(metrics.keySet())
                        .contains("training_loss", "training_rmse")
                        .noneMatch(name -> name.startsWith("validation")));
        assertThat(trainer.deliver(deliver(RowUse.POOLED, sink.checkpoint(2)), folder)
                        .keySet())
                .contains("test_loss", "test_rmse", "test_mae", "test_r2", "constant_test_rmse", "linear_test_rmse")
                .noneMatch(name -> name.startsWith("validation"));
    }

    private TrainTask task(Parameters parameters, RowUse rows, long seed, int epochs, byte @Nullable [] resume) {
        Job.Train job = new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                parameters,
                seed,
                epochs,
                SPEC,
                profile.sha256(),
                TrainerSpec.MLP,
                Objective.VALIDATION_RMSE,
                rows,
                Curve.empty());
        return new TrainTask(job, folder.resolve("data.csv"), resume);
    }

    private DeliverTask deliver(RowUse rows, byte[] checkpoint) {
        Job.Deliver job = new Job.Deliver(
                "s.deliver", "s", 1, "s.1", "s.1/2", SMALL, SPEC, profile.sha256(), TrainerSpec.MLP, rows);
        return new DeliverTask(job, folder.resolve("data.csv"), checkpoint);
    }
}
