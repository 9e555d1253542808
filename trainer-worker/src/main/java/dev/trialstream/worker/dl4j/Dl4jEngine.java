package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.engine.BadCheckpoint;
import dev.trialstream.worker.engine.Checkpoint;
import dev.trialstream.worker.engine.Engine;
import dev.trialstream.worker.engine.Session;
import dev.trialstream.worker.plan.Plan;
import dev.trialstream.worker.prepare.PreparedData;
import org.jspecify.annotations.Nullable;

/**
 * Deeplearning4j on the CPU. Give it one OpenMP thread a training ({@code OMP_NUM_THREADS=1}): several trainings side
 * by side then scale, one training on several threads does not.
 */
public final class Dl4jEngine implements Engine {
    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public Session open(Plan plan, PreparedData data, byte @Nullable [] checkpoint) {
        Dl4jSession session = new Dl4jSession(name(), plan, data);
        if (checkpoint != null) {
            Checkpoint state = Checkpoint.read(checkpoint);
            check(state.header(), plan);
            session.restore(state);
        }
        return session;
    }

    private void check(Checkpoint.Header header, Plan plan) {
        if (!header.engine().equals(name())) {
            throw new BadCheckpoint("expected one of engine " + name() + ", found one of " + header.engine());
        }
        if (!header.plan().equals(plan.fingerprint())) {
            throw new BadCheckpoint("expected one of plan " + plan.fingerprint() + ", found one of " + header.plan());
        }
    }
}
