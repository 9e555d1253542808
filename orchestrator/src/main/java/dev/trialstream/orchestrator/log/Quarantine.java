package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The studies of one partition that this program failed over, so that no study stops another. What is known of a study in
 * memory is suspect after a failure: it is dropped, and built again from the log once a user releases the study.
 */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final int LONGEST_REASON = 300;

    /** The reasons for which this process failed, by study. */
    private final Map<String, String> failed = new HashMap<>();

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
            if (hasFailed(event.study())) { // released, and it cannot even be replayed
                untold.put(event.study(), told(event.study(), event.time(), event.id()));
            }
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
        return failed.containsKey(study);
    }

    /** Whether the history says that the study is quarantined. */
    boolean has(String study) {
        return quarantined.contains(study);
    }

    /** How many studies are. */
    int size() {
        return (int) Stream.concat(failed.keySet().stream(), quarantined.stream())
                .distinct()
                .count();
    }

    /**
     * Notes a failure.
     *
     * @param cause id of the event that this program failed over; null if it failed between events
     * @return the event that tells the history; empty if it says so already
     */
    Optional<HistoryEvent> add(String study, Instant time, @Nullable String cause, Throwable trouble) {
        LOG.error("quarantined study {} over event {}", study, cause, trouble);
        failed.put(study, reason(trouble));
        return has(study) ? Optional.empty() : Optional.of(told(study, time, cause));
    }

    private HistoryEvent told(String study, Instant time, @Nullable String cause) {
        Fact fact = new Fact.Quarantined(failed.getOrDefault(study, ""), told.getOrDefault(study, 0) + 1);
        return HistoryEvent.of(study, time, StudyPlanner.SOURCE, cause, fact);
    }

    /** Notes a failure of a replay. The history may tell of it further on. */
    void addInReplay(HistoryEvent event, Throwable trouble) {
        add(event.study(), event.time(), event.id(), trouble).ifPresent(fact -> untold.put(event.study(), fact));
    }

    /** What the history is to be told once it has been read. */
    List<HistoryEvent> untold() {
        List<HistoryEvent> all = List.copyOf(untold.values());
        untold.clear();
        return all;
    }

    private static String reason(Throwable trouble) {
        String message = trouble.toString().lines().findFirst().orElse("");
        return message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON - 3) + "...";
    }
}
