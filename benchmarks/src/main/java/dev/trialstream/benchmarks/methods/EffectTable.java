package dev.trialstream.benchmarks.methods;

import dev.trialstream.benchmarks.stats.Holm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Results for the arms of a family. */
final class EffectTable {
    private static final double ALPHA = 0.05;

    private final Map<String, ArmEffect> verdicts = new LinkedHashMap<>();
    private final Map<String, Double> holm;

    EffectTable(Family family, RecordedRuns runs) {
        Map<String, Double> ps = new LinkedHashMap<>();
        for (Arm arm : family.arms()) {
            if (!arm.isReference()) {
                ArmEffect verdict = ArmEffect.of(family, arm, runs, Looks.MOST);
                verdicts.put(arm.name(), verdict);
                ps.put(arm.name(), verdict.difference().p());
            }
        }
        holm = Holm.adjusted(ps);
    }

    /** Whether every arm has enough pairs; an incomplete family is not reported. */
    static boolean complete(Family family, RecordedRuns runs) {
        return family.arms().stream()
                .allMatch(arm -> runs.of(family, arm.name()).size() >= Looks.LEAST);
    }

    enum Found {
        BETTER,
        WORSE,
        NO_DIFFERENCE
    }

    /**
     * Result for an arm with a reference.
     *
     * @param p by Holm over the arms of the family
     */
    record Row(ArmEffect verdict, double p) {
        Found found() {
            return p < ALPHA ? direction() : Found.NO_DIFFERENCE;
        }

        /** The result of the arm alone, without the correction for several arms. */
        Found foundByItself() {
            return verdict.difference().p() < ALPHA ? direction() : Found.NO_DIFFERENCE;
        }

        private Found direction() {
            return verdict.difference().mean() < 0 ? Found.BETTER : Found.WORSE;
        }
    }

    /** Empty for an arm without a reference. */
    Optional<Row> row(String arm) {
        return Optional.ofNullable(verdicts.get(arm)).map(verdict -> new Row(verdict, holm.getOrDefault(arm, 1.0)));
    }
}
