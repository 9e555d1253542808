package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.message.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the outputs other than events. */
final class OutputFactory {
    private OutputFactory() {}

    /**
     * Removes the study from the lists, and its checkpoints, models and logs from the store.
     *
     * @param device class of the workers that did its work
     */
    static List<Output> forget(String study, String device) {
        return List.of(new Output.Dispatch(Jobs.deletion(study), device), new Output.Forget(study));
    }

    /** A request over HTTP has been answered there and is in no inbox. */
    static List<Output> setAside(@Nullable Origin origin, String reason) {
        return origin == null ? List.of() : List.of(new Output.SetAside(origin, reason));
    }
}
