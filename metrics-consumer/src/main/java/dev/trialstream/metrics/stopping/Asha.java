package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code asha}: asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter
 * Tuning", MLSys) in its stopping form (Klein et al. 2020, arXiv 2003.10865).
 *
 * <p>Rungs stand at the epochs min·η^k before the last epoch of the budget. A trial that reaches a rung goes on when it
 * is among the best 1/η of all that have reached it so far, itself included: its rank is at most ⌊n/η⌋. While fewer
 * than η have, there is no such share and it goes on. The last epoch is no rung, because there is nothing left to save.
 *
 * @param min the first rung, in epochs
 * @param reduction η
 */
public record Asha(int min, int reduction) implements StoppingRule {

    public Asha {
        if (min < 1 || reduction < 2) {
            throw new IllegalArgumentException("asha: expected min of at least 1 and reduction of at least 2, got min "
                    + min + " and reduction " + reduction);
        }
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        if (epoch.epoch() >= study.budget().epochs() || !isRung(epoch.epoch())) {
            return new Verdict.GoOn();
        }
        Rung rung = curves.at(epoch.epoch());
        Optional<Score> score = epoch.curve().score(study.objective());
        int places = rung.size() / reduction;
        int rank = rung.rankOf(score);
        return places == 0 || rank <= places ? new Verdict.GoOn() : stop(study, epoch.epoch(), rung, score, rank);
    }

    private boolean isRung(int epoch) {
        long rung = min;
        while (rung < epoch) {
            rung *= reduction;
        }
        return rung == epoch;
    }

    private Verdict.Stop stop(Study study, int epoch, Rung rung, Optional<Score> score, int rank) {
        int places = rung.size() / reduction;
        Optional<Score> cutoff = rung.at(places);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("rung", (double) epoch);
        score.ifPresent(it -> numbers.put("value", it.value()));
        numbers.put("rank", (double) rank);
        numbers.put("of", (double) rung.size());
        numbers.put("places", (double) places);
        cutoff.ifPresent(it -> numbers.put("cutoff", it.value()));
        String reason = String.format(
                Locale.ROOT,
                "%s %s is number %d of %d at epoch %d, and the best %d go on (cutoff %s)",
                study.objective().metric(),
                shown(score),
                rank,
                rung.size(),
                epoch,
                places,
                shown(cutoff));
        return new Verdict.Stop("asha", numbers, reason);
    }

    private static String shown(Optional<Score> score) {
        return score.map(it -> String.format(Locale.ROOT, "%.4g", it.value())).orElse("not finite");
    }

    /** Knows {@code {rule: asha, min: 1, reduction: 3}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.Asha asha
                    ? Optional.of(new Asha(asha.min(), asha.reduction()))
                    : Optional.empty();
        }
    }
}
