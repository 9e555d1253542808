package dev.trialstream.orchestrator.study;

import dev.trialstream.policy.Derivation;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a study again from its inputs and compares the result with its history: every suggestion, dispatch and
 * conclusion of the orchestrator.
 */
public final class Replanning {
    private static final Logger LOG = LoggerFactory.getLogger(Replanning.class);

    private Replanning() {}

    /**
     * The result of a comparison.
     *
     * @param suggestions derived
     * @param conclusions derived, including suggestions
     * @param taken conclusions of another policy version, which this program cannot derive
     */
    public record Findings(int suggestions, int conclusions, int taken, List<Difference> differences) {}

    /** A difference between the history and the derivation; null on the side where the fact is missing. */
    public record Difference(
            String id, @Nullable Fact said, @Nullable Fact follows) {}

    /** @param events of one study, in order */
    public static Findings of(String study, List<HistoryEvent> events, Samplers samplers) {
        Derivation derivation = Derivation.of(events);
        StudyPlanner planner = new StudyPlanner(study, samplers);
        Map<String, Fact> follows = new LinkedHashMap<>();
        Map<String, Fact> said = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (HistoryEvent event : derivation.taken()) {
            planner.replay(event);
            if (event.fact() instanceof Fact.Derived) {
                taken.add(event.id());
            }
        }
        boolean ended = planner.log().ended().isPresent();
        Set<String> failedOver = derivation.derived().stream()
                .filter(event -> event.fact() instanceof Fact.Quarantined)
                .map(event -> String.valueOf(event.cause()))
                .collect(Collectors.toSet());
        for (HistoryEvent event : derivation.derived()) {
            if (failedOver.contains(event.id())) {
                replay(planner, event);
            } else if (event.fact() instanceof Fact.Derived) {
                said.putIfAbsent(event.id(), event.fact());
            } else if (!ended) {
                planner.react(event).stream()
                        .map(Replanning::appended)
                        .flatMap(Optional::stream)
                        .forEach(next -> follows.putIfAbsent(next.id(), next.fact()));
                ended = planner.log().ended().isPresent();
            }
        }
        int suggestions = (int) follows.values().stream()
                .filter(Fact.Requested.class::isInstance)
                .count();
        return new Findings(suggestions, follows.size(), taken.size(), differences(said, follows, ended));
    }

    /** What the orchestrator failed over may fail here too. */
    private static void replay(StudyPlanner planner, HistoryEvent event) {
        try {
            planner.replay(event);
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.debug("failed over {} as the orchestrator did", event.id(), failure);
        }
    }

    private static Optional<HistoryEvent> appended(Output output) {
        return output instanceof Output.Append append ? Optional.of(append.event()) : Optional.empty();
    }

    /** @param whole whether the orchestrator has had time to write everything */
    private static List<Difference> differences(Map<String, Fact> said, Map<String, Fact> follows, boolean whole) {
        List<Difference> differences = new ArrayList<>();
        follows.forEach((id, fact) -> {
            Fact other = said.get(id);
            if (other == null ? whole : !other.equals(fact)) {
                differences.add(new Difference(id, other, fact));
            }
        });
        said.forEach((id, fact) -> {
            // requests after the end of a study are answered without it
            boolean afterwards = fact instanceof Fact.Rejected || fact instanceof Fact.Deleted;
            if (!follows.containsKey(id) && !afterwards) {
                differences.add(new Difference(id, fact, null));
            }
        });
        return differences;
    }
}
