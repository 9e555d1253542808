package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.study.Promotion;
import java.util.List;

/**
 * The trials that cannot be told from the best: those within one standard error of it, {@link
 * Promotion#MOST_CANDIDATES} at most.
 *
 * @param standings best first
 * @param standardError of the best one's value, as its trainer reported it; 0 where it reported none
 */
public record Candidates(List<Standing> standings, double standardError) {
    /**
     * @param ranked best first, one at least
     * @param standardError of the best one's value, or NaN where it is not known
     */
    public static Candidates of(List<Standing> ranked, double standardError) {
        double error = Double.isFinite(standardError) ? standardError : 0;
        double best = ranked.get(0).score().value();
        List<Standing> close = ranked.stream()
                .filter(standing -> standing.failed() == ranked.get(0).failed())
                .filter(standing -> Math.abs(standing.score().value() - best) <= error)
                .limit(Promotion.MOST_CANDIDATES)
                .toList();
        return new Candidates(close, error);
    }
}
