package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A trial's place at a rung of successive halving. Rungs are at the epochs min·η^k before the last epoch of the budget;
 * the last epoch is no rung, because there is nothing left to save.
 *
 * <p>Scores are those of {@link Objective#atRungs}.
 *
 * @param rank from 1; a trial without a finite value takes the last place
 * @param of trials that have reached the rung, including this one
 * @param places number of them that continue: ⌊of/η⌋
 * @param cutoff the last score that continues; empty if none does, or if it is not finite
 */
record Halving(int epoch, int rank, int of, int places, Optional<Score> score, Optional<Score> cutoff) {

    static boolean isRung(Study study, int min, int reduction, int epoch) {
        if (epoch >= study.budget().epochs()) {
            return false;
        }
        long rung = min;
        while (rung < epoch) {
            rung *= reduction;
        }
        return rung == epoch;
    }

    /** The rung of {@code group} at an epoch. */
    static Rung rung(Study study, Curves curves, int epoch, Curves.Group group) {
        return curves.at(epoch, study.objective().atRungs(), group);
    }

    /** @param rung at the last epoch of {@code epoch}, see {@link #rung} */
    static Halving at(Study study, Rung rung, int reduction, NewEpoch epoch) {
        Optional<Score> score = epoch.curve().score(study.objective().atRungs());
        int places = rung.size() / reduction;
        return new Halving(
                epoch.epoch(),
                rung.rankOf(score),
                rung.size(),
                places,
                score,
                places == 0 ? Optional.empty() : rung.at(places));
    }

    boolean isAmongTheBest() {
        return rank <= places;
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("rung", (double) epoch);
        score.ifPresent(it -> numbers.put("value", it.value()));
        numbers.put("rank", (double) rank);
        numbers.put("of", (double) of);
        numbers.put("places", (double) places);
        cutoff.ifPresent(it -> numbers.put("cutoff", it.value()));
        return numbers;
    }

    String reason(Study study) {
        return String.format(
                Locale.ROOT,
                "%s %s is number %d of %d at epoch %d, and the best %d go on (cutoff %s)",
                study.objective().metric(),
                shown(score),
                rank,
                of,
                epoch,
                places,
                shown(cutoff));
    }

    private static String shown(Optional<Score> score) {
        return score.map(it -> String.format(Locale.ROOT, "%.4g", it.value())).orElse("not finite");
    }
}
