package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.study.Promotion;
import java.util.List;

/**
 * The trials that are statistically indistinguishable from the best: those within one standard error of it (Breiman et
 * al. 1984, "Classification and Regression Trees", section 3.4.3), {@link Promotion#MOST_CANDIDATES} at most. If the
 * standard error is unknown, so many of the best are candidates: without one there would be no protection against luck.
 *
 * @param standings best first
 * @param standardError of the best one's value, as reported by its trainer; NaN if it reported none
 */
public record Candidates(List<Standing> standings, double standardError) {
    /**
     * @param ranked best first, at least one
     * @param standardError of the best one's value, or NaN if unknown
     */
    public static Candidates of(List<Standing> ranked, double standardError) {
        double error = Double.isFinite(standardError) ? standardError : Double.NaN;
        double best = ranked.get(0).score().value();
        List<Standing> close = ranked.stream()
                .filter(standing -> standing.failed() == ranked.get(0).failed())
                .filter(standing ->
                        Double.isNaN(error) || Math.abs(standing.score().value() - best) <= error)
                .limit(Promotion.MOST_CANDIDATES)
                .toList();
        return new Candidates(close, error);
    }

    /** Whether the trainer reported the standard error of the best one's value. */
    public boolean hasStandardError() {
        return !Double.isNaN(standardError);
    }
}
