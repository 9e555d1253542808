package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.DataHash;
import dev.trialstream.training.data.TestData;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.RecordingSink;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.Trainers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each worker of a process has its own trainers, which share what they prepare. */
class SharedDataTest {
    private static final DataSpec SPEC = new DataSpec("data.csv", "y", null, Split.standard(1));

    @TempDir
    Path folder;

    @Test
    void data_that_one_trainer_has_prepared_no_other_reads_again() throws Exception {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i).append(i < 30 ? ",low\n" : ",high\n");
        }
        Path file = TestData.write(folder, rows.toString());
        String sha256 = DataHash.sha256(file, SPEC);
        assertThat(train(worker(), file, sha256)).isEqualTo(new Outcome.Completed(1));

        Files.delete(file);

        assertThat(train(worker(), file, sha256)).isEqualTo(new Outcome.Completed(1));
    }

    private static Trainer worker() {
        return Trainers.onClassPath().get(TrainerSpec.NETWORK);
    }

    private static Outcome train(Trainer trainer, Path file, String sha256) {
        Job.Train job = new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                new Parameters(Map.of("units", 4)),
                1,
                1,
                SPEC,
                sha256,
                TrainerSpec.network("mlp"),
                Objective.VALIDATION_ERROR,
                RowUse.AS_SPLIT,
                Curve.empty());
        return trainer.train(new TrainTask(job, file, null), RecordingSink.neverStopping());
    }
}
