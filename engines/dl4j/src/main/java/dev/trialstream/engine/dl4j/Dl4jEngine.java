package dev.trialstream.engine.dl4j;

import dev.trialstream.training.engine.Checkpoint;
import dev.trialstream.training.engine.Engine;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.engine.Support;
import dev.trialstream.training.engine.TrainedModel;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.worker.train.BadCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Deeplearning4j on the CPU. Give each training one OpenMP thread ({@code OMP_NUM_THREADS=1}): parallel trainings then
 * scale, whereas one training on several threads does not.
 */
public final class Dl4jEngine implements Engine {
    @Override
    public String name() {
        return "dl4j";
    }

    /** From the metadata that Maven wrote into the library. */
    @Override
    public String version() {
        Properties properties = new Properties();
        try (InputStream stream = MultiLayerNetwork.class.getResourceAsStream(
                "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "of unknown version");
    }

    /** Supports every plan. */
    @Override
    public Support supports(Plan plan) {
        return Support.FULL;
    }

    @Override
    public Session open(Plan plan, PreparedData data, byte @Nullable [] checkpoint) {
        if (checkpoint == null) {
            NativeMemory.require(Footprint.atLeast(plan));
            return new Dl4jSession(name(), plan, data);
        }
        Checkpoint state = Checkpoint.read(checkpoint);
        check(state.header(), plan, data);
        NativeMemory.require(Footprint.atLeast(plan));
        Dl4jSession session = new Dl4jSession(name(), plan, data);
        try {
            session.restore(state);
        } catch (RuntimeException | OutOfMemoryError e) {
            session.close();
            throw e;
        }
        return session;
    }

    @Override
    public TrainedModel load(Path file) {
        return Dl4jModel.load(file);
    }

    private void check(Checkpoint.Header header, Plan plan, PreparedData data) {
        if (!name().equals(header.engine())) {
            throw new BadCheckpoint("expected one of engine " + name() + ", found one of " + header.engine());
        }
        if (!plan.hasFingerprint(header.plan())) {
            throw new BadCheckpoint("expected one of plan " + plan.fingerprint() + ", found one of " + header.plan());
        }
        if (!data.preparation().preparesLike(header.preparation())) {
            throw new BadCheckpoint("its rows went through another preparation than those of this study");
        }
    }
}
