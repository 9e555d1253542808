package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Fact;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything the history says of those who ask for trials. */
final class AskLog {
    private final Map<String, Ask> byId = new HashMap<>();
    /** In the order in which they asked. */
    private final Map<String, Ask> open = new LinkedHashMap<>();

    boolean take(Fact.Asked asked) {
        Ask ask = new Ask(asked.ask(), asked.patient(), Ask.State.OPEN, null, 0);
        if (byId.putIfAbsent(ask.id(), ask) != null) {
            return false;
        }
        open.put(ask.id(), ask);
        return true;
    }

    boolean close(String id) {
        Ask ask = open.remove(id);
        if (ask != null) {
            byId.put(id, ask.closed());
        }
        return ask != null;
    }

    /** @param worker who asked, as {@link Ask#asker} calls them */
    void answer(String worker, Fact.Dispatched with) {
        Ask ask = open.remove(Ask.idOf(worker));
        if (ask != null) {
            byId.put(ask.id(), ask.answered(with.job(), with.attempt()));
        }
    }

    Optional<Ask> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Ask> open() {
        return List.copyOf(open.values());
    }
}
