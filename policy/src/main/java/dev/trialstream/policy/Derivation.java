package dev.trialstream.policy;

import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The part of a history that this program can derive, and the earlier part, whose conclusions are those of another
 * policy version and are taken from the log.
 *
 * @param taken events of the earlier part, in order
 * @param derived events of the derived part, in order
 */
public record Derivation(List<HistoryEvent> taken, List<HistoryEvent> derived) {
    public Derivation {
        taken = List.copyOf(taken);
        derived = List.copyOf(derived);
    }

    /** @param events of one study, in the order of the log */
    public static Derivation of(List<HistoryEvent> events) {
        int change = lastChange(events);
        if (change < 0) {
            boolean ours = events.stream()
                    .map(HistoryEvent::fact)
                    .filter(Fact.Accepted.class::isInstance)
                    .allMatch(fact -> ((Fact.Accepted) fact).policyVersion() == Policies.VERSION);
            return ours ? new Derivation(List.of(), events) : new Derivation(events, List.of());
        }
        HistoryEvent changed = events.get(change);
        if (((Fact.PolicyChanged) changed.fact()).policy() != Policies.VERSION) {
            return new Derivation(events, List.of());
        }
        return split(events, cause(events, changed, change), change);
    }

    private static int lastChange(List<HistoryEvent> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).fact() instanceof Fact.PolicyChanged) {
                return i;
            }
        }
        return -1;
    }

    /** The first input that the new owner answered. */
    private static int cause(List<HistoryEvent> events, HistoryEvent changed, int change) {
        for (int i = 0; i < change; i++) {
            if (Objects.equals(events.get(i).id(), changed.cause())) {
                return i;
            }
        }
        return change;
    }

    /** The predecessor's conclusions are before the change, possibly after inputs that the new owner answered. */
    private static Derivation split(List<HistoryEvent> events, int cause, int change) {
        List<HistoryEvent> taken = new ArrayList<>();
        List<HistoryEvent> derived = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            HistoryEvent event = events.get(i);
            boolean before = event.fact() instanceof Fact.Derived ? i < change : i < cause;
            (before ? taken : derived).add(event);
        }
        return new Derivation(taken, derived);
    }
}
