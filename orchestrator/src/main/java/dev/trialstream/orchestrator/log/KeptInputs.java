package dev.trialstream.orchestrator.log;

import dev.trialstream.protocol.message.HistoryEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The inputs that may not have been answered, in the order of the log. */
final class KeptInputs {
    private final Deque<Kept> inputs = new ArrayDeque<>();

    /** How many of them have this id: the same input may be written more than once. */
    private final Map<String, Integer> ids = new HashMap<>();

    private record Kept(long offset, HistoryEvent event) {}

    void add(long offset, HistoryEvent event) {
        inputs.add(new Kept(offset, event));
        ids.merge(event.id(), 1, Integer::sum);
    }

    /**
     * Takes out every input that has been answered, because something follows from the input with the id {@code cause}:
     * inputs are answered in the order of the log. Empty if that input is not among these.
     */
    List<HistoryEvent> answeredWith(@Nullable String cause) {
        List<HistoryEvent> answered = new ArrayList<>();
        if (cause != null && ids.containsKey(cause)) {
            HistoryEvent last;
            do {
                last = next();
                answered.add(last);
            } while (!last.id().equals(cause));
        }
        return answered;
    }

    boolean isEmpty() {
        return inputs.isEmpty();
    }

    /** The oldest one, which is no longer kept. */
    HistoryEvent next() {
        HistoryEvent event = inputs.remove().event();
        ids.computeIfPresent(event.id(), (id, count) -> count == 1 ? null : count - 1);
        return event;
    }

    /** The offset of the oldest one. */
    OptionalLong firstOffset() {
        Kept first = inputs.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.offset());
    }
}
