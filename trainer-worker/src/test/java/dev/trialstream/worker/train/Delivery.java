package dev.trialstream.worker.train;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.worker.data.DataHash;
import java.nio.file.Path;
import java.util.Map;

/** Models as studies deliver them, without a study. */
public final class Delivery {
    private Delivery() {}

    /** Trains for some epochs and delivers the last into {@code folder}, which exists; returns the delivered metrics. */
    public static Map<String, Double> of(
            DataSpec spec, Path csv, RowUse rows, Parameters parameters, int epochs, Path folder) {
        NetworkTrainer trainer = new NetworkTrainer();
        RecordingSink sink = RecordingSink.neverStopping();
        String sha256 = DataHash.sha256(csv, spec);
        Job.Train train = new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                parameters,
                1,
                epochs,
                spec,
                sha256,
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                rows,
                Curve.empty());
        trainer.train(new TrainTask(train, csv, null), sink);
        Job.Deliver deliver =
                new Job.Deliver("s.deliver", "s", 1, "s.1", "c", parameters, spec, sha256, TrainerSpec.MLP, rows);
        return trainer.deliver(new DeliverTask(deliver, csv, sink.checkpoint(epochs)), folder);
    }
}
