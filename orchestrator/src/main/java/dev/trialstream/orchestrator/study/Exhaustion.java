package dev.trialstream.orchestrator.study;

import dev.trialstream.policy.search.ExpectedImprovement;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Study;
import java.util.Locale;
import java.util.Optional;

/** Reasons to start no more trials in a search. */
final class Exhaustion {
    private Exhaustion() {}

    /** The first reason that applies, in words; empty while the search continues. */
    static Optional<String> of(StudyLog log, Study study) {
        if (log.searchExpired()) {
            return Optional.of("its time is used up");
        } else if (log.isSpent()) {
            return Optional.of("it has trained, or costs, what it may");
        } else if (log.trials(Role.SEARCH).size() >= log.trialBudget()) {
            return Optional.of("it has had its trials");
        }
        Double worth = study.budget().worth();
        if (worth == null) {
            return Optional.empty();
        }
        int scored = log.scored();
        return ExpectedImprovement.ofNextTrial(scored, log.bestValues(ExpectedImprovement.needed(scored)))
                .filter(expected -> expected < worth)
                .map(expected -> String.format(
                        Locale.ROOT,
                        "another trial is expected to improve %s by %.2g, and %.2g would be worth it",
                        study.objective().metric(),
                        expected,
                        worth));
    }
}
