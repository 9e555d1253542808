package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.message.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words what goes out beside an event. */
final class OutputFactory {
    private OutputFactory() {}

    /** @param device class of the workers that did its work: a study is off the lists, and its checkpoints, models and logs leave the store. */
    static List<Output> forget(String study, String device) {
        return List.of(new Output.Dispatch(Jobs.deletion(study), device), new Output.Forget(study));
    }

    /** What came over HTTP has been answered there, and is in no inbox. */
    static List<Output> setAside(@Nullable Origin origin, String reason) {
        return origin == null ? List.of() : List.of(new Output.SetAside(origin, reason));
    }
}
