package dev.trialstream.benchmarks.methods;

import dev.trialstream.benchmarks.stats.Holm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What has been found of the arms of a family. */
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

    /** Whether there is enough of every arm to say anything: nothing is said of half a family. */
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
     * Of an arm that is compared to another.
     *
     * @param p by Holm over the arms of the family
     */
    record Row(ArmEffect verdict, double p) {
        Found found() {
            return p < ALPHA ? direction() : Found.NO_DIFFERENCE;
        }

        /** By itself, though not beyond doubt among so many arms. */
        Found foundByItself() {
            return verdict.difference().p() < ALPHA ? direction() : Found.NO_DIFFERENCE;
        }

        private Found direction() {
            return verdict.difference().mean() < 0 ? Found.BETTER : Found.WORSE;
        }
    }

    /** Empty where it is compared to none. */
    Optional<Row> row(String arm) {
        return Optional.ofNullable(verdicts.get(arm)).map(verdict -> new Row(verdict, holm.getOrDefault(arm, 1.0)));
    }
}
