package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The studies of one partition that this program failed over, so that no study stops another. What is known of a study in
 * memory is suspect after a failure: it is dropped, and built again from the log once a user releases the study.
 */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final int LONGEST_REASON = 300;

    /** Studies over which this process failed. */
    private final Set<String> failed = new HashSet<>();

    /** The failures of a replay that the history does not tell of yet, by study. */
    private final Map<String, HistoryEvent> untold = new HashMap<>();

    /** How many times the history says that a study was quarantined. */
    private final Map<String, Integer> told = new HashMap<>();

    /** Studies that the history says are quarantined now. */
    private final Set<String> quarantined = new HashSet<>();

    /** Takes in what the history says, in order. */
    void follow(HistoryEvent event) {
        if (event.fact() instanceof Fact.Quarantined of) {
            told.merge(event.study(), of.sequence(), Math::max);
            quarantined.add(event.study());
            untold.remove(event.study());
        } else if (releases(event)) {
            quarantined.remove(event.study());
        }
    }

    static boolean releases(HistoryEvent event) {
        return event.fact() instanceof Fact.Commanded commanded && commanded.command() instanceof Command.Release;
    }

    /** Whether a user asks something that is answered in quarantine too. */
    static boolean isAnswered(HistoryEvent event) {
        return event.fact() instanceof Fact.Commanded commanded
                && (commanded.command() instanceof Command.Release
                        || commanded.command() instanceof Command.Stop
                        || commanded.command() instanceof Command.Delete);
    }

    /** Whether nothing is known of the study, because this process failed over it. */
    boolean hasFailed(String study) {
        return failed.contains(study);
    }

    /** Whether the history says that the study is quarantined. */
    boolean has(String study) {
        return quarantined.contains(study);
    }

    /** How many studies are. */
    int size() {
        return (int) java.util.stream.Stream.concat(failed.stream(), quarantined.stream())
                .distinct()
                .count();
    }

    /**
     * Notes a failure over {@code event}.
     *
     * @return the event that tells the history; empty where it says so already
     */
    Optional<HistoryEvent> add(HistoryEvent event, Throwable trouble) {
        String study = event.study();
        LOG.error("quarantined study {} over event {}", study, event.id(), trouble);
        failed.add(study);
        if (has(study)) {
            return Optional.empty();
        }
        Fact fact = new Fact.Quarantined(reason(trouble), told.getOrDefault(study, 0) + 1);
        return Optional.of(HistoryEvent.of(study, event.time(), StudyPlanner.SOURCE, event.id(), fact));
    }

    /** Notes a failure of a replay. The history may tell of it further on. */
    void addInReplay(HistoryEvent event, Throwable trouble) {
        add(event, trouble).ifPresent(fact -> untold.put(event.study(), fact));
    }

    /** What the history is to be told once it has been read. */
    java.util.Collection<HistoryEvent> untold() {
        java.util.List<HistoryEvent> all = java.util.List.copyOf(untold.values());
        untold.clear();
        return all;
    }

    private static String reason(Throwable trouble) {
        String message = trouble.toString().lines().findFirst().orElse("");
        return message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON - 3) + "...";
    }
}
