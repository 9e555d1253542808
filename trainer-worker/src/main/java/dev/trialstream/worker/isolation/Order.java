package dev.trialstream.worker.isolation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order of a worker to its training process: one line of JSON on its standard input. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Begin.class, name = "begin"),
    @JsonSubTypes.Type(value = Order.GoOn.class, name = "go_on"),
    @JsonSubTypes.Type(value = Order.End.class, name = "end")
})
sealed interface Order {
    /**
     * The first order: the training. The bytes of {@link TrainTask} are in a file.
     *
     * @param trainer its type
     * @param handover a folder for the checkpoints of epochs, {@link #checkpoint}
     */
    record Begin(
            String trainer,
            Job.Train job,
            @Nullable String data,
            @Nullable String resume,
            String checkpoints,
            String log,
            int epoch,
            @Nullable String state,
            String handover)
            implements Order {
        /** @throws IOException if the state to resume from cannot be handed over */
        static Begin of(String trainer, TrainTask task, Path handover) throws IOException {
            Workspace workspace = task.requireWorkspace();
            Path resume = task.resume() == null ? null : Files.write(handover.resolve("resume"), task.resume());
            return new Begin(
                    trainer,
                    task.job(),
                    text(task.data()),
                    text(resume),
                    workspace.checkpoints().toString(),
                    workspace.log().toString(),
                    workspace.epoch(),
                    text(workspace.state()),
                    handover.toString());
        }

        TrainTask task() throws IOException {
            Workspace workspace = new Workspace(Path.of(checkpoints), Path.of(log), epoch, path(state));
            Path left = path(resume);
            return new TrainTask(job, path(data), left == null ? null : Files.readAllBytes(left), workspace, Map.of());
        }

        private static @Nullable String text(@Nullable Path path) {
            return path == null ? null : path.toString();
        }

        private static @Nullable Path path(@Nullable String text) {
            return text == null ? null : Path.of(text);
        }
    }

    /** The reported epoch has been taken over. */
    record GoOn() implements Order {}

    /** A decision to obey. */
    record End(Decision decision) implements Order {}

    /** Path of the state after an epoch. */
    static Path checkpoint(Path handover, int epoch) {
        return handover.resolve("epoch-" + epoch);
    }
}
