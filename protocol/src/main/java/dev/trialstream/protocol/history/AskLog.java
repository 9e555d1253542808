package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Fact;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The asks of a study, from its history. */
final class AskLog {
    /** Closed asks can be any number; answered ones are limited by the number of attempts. */
    private static final int MOST_CLOSED = 1000;

    private final Map<String, Ask> answered = new HashMap<>();
    /** The newest closed asks. */
    private final Map<String, Ask> closed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ask> eldest) {
            return size() > MOST_CLOSED;
        }
    };
    /** Open asks, in the order of the log. */
    private final Map<String, Ask> open = new LinkedHashMap<>();

    boolean take(Fact.Asked asked) {
        Ask ask = new Ask(asked.ask(), asked.patient(), Ask.State.OPEN, null, 0);
        return find(ask.id()).isEmpty() && open.put(ask.id(), ask) == null;
    }

    boolean close(String id) {
        Ask ask = open.remove(id);
        if (ask != null) {
            closed.put(id, ask.closed());
        }
        return ask != null;
    }

    /**
     * An answer may come just after the ask was withdrawn: the orchestrator had not read that yet. The ask has its trial
     * then, as in the orchestrator's view.
     *
     * @param worker the client that asked, as named by {@link Ask#asker}
     */
    void answer(String worker, Fact.Dispatched with) {
        String id = Ask.idOf(worker);
        Ask ask = open.containsKey(id) ? open.remove(id) : closed.remove(id);
        if (ask != null) {
            answered.put(ask.id(), ask.answered(with.job(), with.attempt()));
        }
    }

    Optional<Ask> find(String id) {
        return Stream.of(answered, closed, open)
                .map(asks -> asks.get(id))
                .filter(Objects::nonNull)
                .findFirst();
    }

    List<Ask> open() {
        return List.copyOf(open.values());
    }
}
