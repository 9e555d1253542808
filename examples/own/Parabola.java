import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** An example trainer: gradient descent on (x - 3)²; its parameter is the rate. */
public final class Parabola implements Trainer {
    @Override
    public String type() {
        return "parabola"; // a study says trainer: {type: own, name: parabola}
    }

    @Override
    public Outcome train(TrainTask task, EpochSink sink) {
        Parameters parameters = task.job().parameters();
        double rate = parameters.number("rate");
        ByteBuffer state = task.resume() == null ? null : ByteBuffer.wrap(task.resume());
        int epoch = state == null ? 0 : state.getInt();
        double x = state == null ? 0 : state.getDouble();
        while (epoch < task.job().epochs()) {
            Optional<Decision> decision = sink.verdict(); // asked whenever a decision can be obeyed
            if (decision.isPresent()) {
                return new Outcome.Stopped(epoch, decision.get());
            }
            x -= rate * 2 * (x - 3);
            epoch++;
            double loss = (x - 3) * (x - 3);
            if (!Double.isFinite(loss)) {
                return new Outcome.Failed("diverged in epoch " + epoch + ": loss is " + loss);
            }
            byte[] checkpoint = ByteBuffer.allocate(12).putInt(epoch).putDouble(x).array();
            sink.epoch(new EpochReport(epoch, Map.of("loss", loss), 0, 0, checkpoint));
        }
        return new Outcome.Completed(epoch);
    }
}
