package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.DataHash;
import dev.trialstream.training.network.NetworkTrainer;
import dev.trialstream.training.predict.Predictor;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.RecordingSink;
import dev.trialstream.worker.train.TrainTask;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Models and checkpoints from when data, plans and DL4J were packages of the worker. The model has the layer of a
 * cosine head, which its JSON names by the class {@code dev.trialstream.worker.dl4j.UnitLength}.
 */
class EarlierVersionsTest {
    /** Surefire runs in the folder of the module. */
    private static final Path FOLDER = Path.of("src", "test", "resources", "earlier");

    private static final Path ROWS = FOLDER.resolve("rows.csv");
    private static final DataSpec SPEC = new DataSpec("rows.csv", "species", Task.CLASSIFICATION, Split.standard(1));
    private static final Parameters LDAM = new Parameters(Map.of(
            "loss",
            "ldam",
            "ldam_scale",
            10.0,
            "units",
            6,
            "layers",
            1,
            "activation",
            "gelu",
            "optimizer",
            "nadam",
            "batch_size",
            8,
            "learning_rate",
            0.01));

    @Test
    void a_model_delivered_before_predicts_as_it_did() throws Exception {
        StringWriter answers = new StringWriter();
        try (Predictor predictor = Predictor.load(FOLDER)) {
            predictor.predict(ROWS, answers);
        }
        List<String> expected = Files.readAllLines(FOLDER.resolve("predictions.csv"));
        List<String> found = answers.toString().lines().toList();
        assertThat(found).hasSameSizeAs(expected);
        assertThat(found.get(0)).isEqualTo(expected.get(0));
        for (int row = 1; row < expected.size(); row++) {
            String[] wanted = expected.get(row).split(",", -1);
            String[] got = found.get(row).split(",", -1);
            assertThat(got[0]).isEqualTo(wanted[0]);
            for (int label = 1; label < wanted.length; label++) {
                assertThat(Double.parseDouble(got[label])).isEqualTo(Double.parseDouble(wanted[label]), within(1e-4));
            }
        }
    }

    @Test
    void a_training_goes_on_from_a_checkpoint_written_before() throws Exception {
        RecordingSink sink = RecordingSink.neverStopping();
        byte[] checkpoint = Files.readAllBytes(FOLDER.resolve("epoch-2.ckpt"));

        Outcome outcome = new NetworkTrainer().train(new TrainTask(job(), ROWS, checkpoint), sink);

        assertThat(outcome).isEqualTo(new Outcome.Completed(4));
        assertThat(sink.epochs()).containsExactly(3, 4);
        // as the version that wrote the checkpoint trained on
        assertThat(sink.metrics().get(1).get("training_loss")).isEqualTo(3.2539740643344666, within(1e-3));
    }

    private static Job.Train job() {
        return new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                LDAM,
                1,
                4,
                SPEC,
                DataHash.sha256(ROWS, SPEC),
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                RowUse.AS_SPLIT,
                Curve.empty());
    }
}
