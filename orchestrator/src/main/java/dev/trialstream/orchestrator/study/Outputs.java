package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words what goes out beside an event. */
final class Outputs {
    private Outputs() {}

    /** A study is off the lists, and its checkpoints, models and logs leave the store. */
    static List<Output> forget(String study) {
        return List.of(new Output.Dispatch(Jobs.deletion(study), TopicLayout.CPU), new Output.Forget(study));
    }

    /** What came over HTTP has been answered there, and is in no inbox. */
    static List<Output> setAside(@Nullable Origin origin, String reason) {
        return origin == null ? List.of() : List.of(new Output.SetAside(origin, reason));
    }
}
