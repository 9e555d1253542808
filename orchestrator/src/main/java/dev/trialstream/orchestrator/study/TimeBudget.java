package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.Study;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time budget of a study. The search ends early enough to confirm the winner within the budget. The time for that
 * is estimated from the duration of past epochs, and is at most half of the budget.
 */
public final class TimeBudget {
    private TimeBudget() {}

    /** The expiry at {@code now} that is not in the history yet, if any. */
    public static Optional<Fact> expiry(StudyLog log, Instant now) {
        Study study = log.spec().orElse(null);
        if (study == null || study.budget().time() == null || log.isPaused()) {
            return Optional.empty();
        }
        Duration used = log.timeUsed(now);
        Duration time = study.budget().time();
        if (!log.timeExpired() && used.compareTo(time) >= 0) {
            return Optional.of(new Fact.TimeExpired(false));
        }
        boolean search = !log.searchExpired() && !log.searched();
        return search && used.compareTo(time.minus(reserve(study, log, used, time))) >= 0
                ? Optional.of(new Fact.TimeExpired(true))
                : Optional.empty();
    }

    private static Duration reserve(Study study, StudyLog log, Duration used, Duration time) {
        int confirm = study.promotion().confirm();
        if (confirm == 0 || log.epochs() == 0) {
            return Duration.ZERO; // without a result there is nothing to confirm
        }
        Duration half = time.dividedBy(2);
        double epochs = study.budget().epochs() * ((double) Promotion.MOST_CANDIDATES * confirm + 1);
        double millis = used.toMillis() * epochs / log.epochs();
        return millis < half.toMillis() ? Duration.ofMillis((long) millis) : half;
    }
}
