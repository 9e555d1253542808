package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges a history again with the same judge, without Kafka. */
public final class Rejudgement implements JudgeStateStore {
    private final Map<String, TreeMap<String, JudgeStateRecord>> kept = new HashMap<>();

    private Rejudgement() {}

    /**
     * The result of judging a history again.
     *
     * @param follows derived decisions, in the order of their first announcement
     * @param taken ids of decisions of another policy version, which this program cannot derive
     */
    public record Findings(List<Decision> follows, Set<String> taken) {}

    /**
     * @param events of one study, in order
     * @param said its decisions in the log; those of another policy version are taken as they are
     */
    public static Findings of(List<HistoryEvent> events, List<Decision> said, StoppingRules rules) {
        Map<String, List<Decision>> byCause = said.stream().collect(Collectors.groupingBy(Decision::cause));
        Judges judges = new Judges(rules, new Rejudgement());
        Map<String, Decision> follows = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (HistoryEvent event : events) {
            ruling(judges, event).decisions().stream()
                    .filter(decision -> !taken.contains(decision.id())) // repeated for another attempt
                    .forEach(decision -> follows.putIfAbsent(decision.id(), decision));
            for (Decision decision : byCause.getOrDefault(event.id(), List.of())) {
                if (isFollowed(judges, event, decision)) {
                    taken.add(decision.id());
                }
            }
        }
        return new Findings(List.copyOf(follows.values()), taken);
    }

    /** Every decision that follows from these events, including repetitions. */
    public static List<Decision> everything(List<HistoryEvent> events, StoppingRules rules) {
        Judges judges = new Judges(rules, new Rejudgement());
        List<Decision> said = new ArrayList<>();
        for (HistoryEvent event : events) {
            said.addAll(ruling(judges, event).decisions());
        }
        return said;
    }

    /** A judge's memory of {@code study} after these events; empty if it was never accepted. */
    public static Optional<StudyView> view(String study, List<HistoryEvent> events, StoppingRules rules) {
        Rejudgement memory = new Rejudgement();
        Judges judges = new Judges(rules, memory);
        events.forEach(event -> ruling(judges, event));
        return StudyView.of(memory.of(study));
    }

    /** Skips an event that makes no sense, like the judge. */
    private static Ruling ruling(Judges judges, HistoryEvent event) {
        try {
            return judges.judge(event);
        } catch (Judges.MakesNoSense skipped) {
            return Ruling.NOTHING;
        }
    }

    private static boolean isFollowed(Judges judges, HistoryEvent event, Decision decision) {
        try {
            return judges.follow(event, decision);
        } catch (Judges.MakesNoSense skipped) {
            return false;
        }
    }

    /**
     * A difference between a decision in the log and a derived one; null on the side where it is missing.
     *
     * @param id of the decision
     */
    public record Difference(
            String id,
            @org.jspecify.annotations.Nullable Decision said,
            @org.jspecify.annotations.Nullable Decision follows) {}

    /**
     * The differences between the decisions in the log and the derived ones. The attempt that a decision is addressed
     * to does not matter.
     *
     * @param due whether the judge has had time to announce a decision; otherwise it is no difference if it is missing
     */
    public static List<Difference> differences(List<Decision> said, Findings found, Predicate<Decision> due) {
        Map<String, Decision> saidById = byId(said);
        saidById.keySet().removeAll(found.taken());
        Map<String, Decision> followsById = byId(found.follows());
        List<Difference> differences = new ArrayList<>();
        Set<String> ids = new java.util.LinkedHashSet<>(followsById.keySet());
        ids.addAll(saidById.keySet());
        for (String id : ids) {
            Decision one = saidById.get(id);
            Decision other = followsById.get(id);
            boolean unsaid = one == null && other != null && !due.test(other);
            boolean same = one != null && other != null && anyAttempt(one).equals(anyAttempt(other));
            if (!same && !unsaid) {
                differences.add(new Difference(id, one, other));
            }
        }
        return differences;
    }

    private static Map<String, Decision> byId(List<Decision> decisions) {
        Map<String, Decision> byId = new LinkedHashMap<>();
        decisions.forEach(decision -> byId.putIfAbsent(decision.id(), decision));
        return byId;
    }

    private static Decision anyAttempt(Decision decision) {
        return decision.toAttempt(0);
    }

    @Override
    public boolean knows(String study) {
        return kept.containsKey(study);
    }

    @Override
    public boolean hasEnded(String study) {
        return kept.getOrDefault(study, new TreeMap<>()).containsKey(JudgeStateRecord.Ended.PATH);
    }

    @Override
    public void put(String study, JudgeStateRecord entry) {
        TreeMap<String, JudgeStateRecord> entries = kept.computeIfAbsent(study, any -> new TreeMap<>());
        if (entry instanceof JudgeStateRecord.Rewound rewound) {
            entries.keySet().removeIf(rewound::removes);
        } else {
            entries.put(entry.path(), entry);
        }
    }

    @Override
    public List<JudgeStateRecord> of(String study) {
        return List.copyOf(kept.getOrDefault(study, new TreeMap<>()).values());
    }

    @Override
    public void remove(String study) {
        kept.remove(study);
    }
}
