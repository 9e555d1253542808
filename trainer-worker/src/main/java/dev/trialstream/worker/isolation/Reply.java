package dev.trialstream.worker.isolation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Provenance;
import dev.trialstream.worker.command.LineSplitter;
import dev.trialstream.worker.command.OutputLog;
import dev.trialstream.worker.train.BadCheckpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A reply of the training process to its worker: one line of JSON on its standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reply.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = Reply.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = Reply.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = Reply.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Reply.Refused.class, name = "refused")
})
sealed interface Reply {
    /**
     * A trained epoch; the process waits until it is taken over.
     *
     * @param handed whether its state is in the handover folder
     * @param entry where the trainer has kept the state itself; otherwise null
     * @param provenance origin of the training; null if not reported
     */
    record Epoch(
            int epoch,
            Map<String, Double> metrics,
            double seconds,
            double rowsPerSecond,
            long peakMemory,
            List<String> notes,
            boolean handed,
            @Nullable String entry,
            @Nullable Provenance provenance)
            implements Reply {}

    /** The last reply: how the training ended. */
    sealed interface Last extends Reply {}

    record Completed(int epochs) implements Last {}

    record Stopped(int epochs) implements Last {}

    record Failed(String reason) implements Last {}

    /** A {@link BadCheckpoint}. */
    record Refused(String complaint) implements Last {}

    /** The reply in a line; other standard output is ordinary output and goes to the log. */
    static Optional<Reply> heard(LineSplitter.Line line, OutputLog log) {
        String text = line.text();
        if (text.startsWith("{\"reply\":") && line.ended() && !line.cut()) {
            try {
                return Optional.of(Json.json().readValue(text, Reply.class));
            } catch (JacksonException notOurs) {
                // then it is ordinary output
            }
        }
        if (!text.isEmpty()) {
            log.line(text);
        }
        return Optional.empty();
    }
}
