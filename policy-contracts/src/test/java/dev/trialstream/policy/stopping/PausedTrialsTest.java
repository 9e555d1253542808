package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares indexes of curves, after every change of a random study, with a loop over all trials. */
class PausedTrialsTest {
    private static final int EPOCHS = 9;
    private static final AshaPromote RULE = new AshaPromote(1, 2);

    private final Study study = Studies.study("s", RULE.spec(), EPOCHS);
    private final Map<String, Curve> known = new HashMap<>();
    private final CurveIndex curves = new CurveIndex(study.objective());
    private final PausedTrials paused = new PausedTrials(study.objective());
    private final Map<Integer, NewEpoch> waiting = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_index_resumes_whom_a_look_at_all_would_resume(long seed) {
        Random random = new Random(seed);
        for (int change = 0; change < 700; change++) {
            String trial = Ids.trial("s", 1 + random.nextInt(2 + change / 4));
            Curve before = known.getOrDefault(trial, Curve.empty());
            boolean cut = random.nextInt(8) == 0;
            Curve curve = cut ? before.upTo(random.nextInt(before.lastEpoch() + 1)) : longer(random, before);
            known.put(trial, curve);
            curves.put(trial, curve);
            let(trial, curve, random.nextInt(3) > 0 && !curve.epochs().isEmpty());

            compareRungs();
            assertThat(paused.all()).isEqualTo(List.copyOf(waiting.values()));
            List<Verdict.Resume> resumed = RULE.resume(study, curves, paused);
            assertThat(resumed).isEqualTo(naive());
            if (random.nextInt(4) == 0) {
                resumed.forEach(it -> let(it.trial(), Curve.empty(), false));
            }
        }
    }

    private void let(String trial, Curve curve, boolean waits) {
        if (waits) {
            paused.put(new NewEpoch(trial, curve));
            waiting.put(Ids.numberOf(trial), new NewEpoch(trial, curve));
        } else {
            paused.remove(trial);
            waiting.remove(Ids.numberOf(trial));
        }
    }

    private static Curve longer(Random random, Curve curve) {
        double error = random.nextInt(15) == 0 ? Double.NaN : random.nextInt(40) / 40.0;
        return curve.lastEpoch() == EPOCHS
                ? curve
                : curve.plus(new EpochPoint(curve.lastEpoch() + 1, Map.of("validation_error", error), null));
    }

    /** Queried from the first change on, so that every rung has been updated. */
    private void compareRungs() {
        CurveIndex fresh = new CurveIndex(study.objective());
        known.forEach(fresh::put);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            Rung kept = curves.at(epoch);
            Rung made = fresh.at(epoch);
            assertThat(kept.size()).isEqualTo(made.size());
            for (int place = 1; place <= kept.size(); place++) {
                assertThat(kept.at(place)).isEqualTo(made.at(place));
                assertThat(kept.rankOf(kept.at(place))).isEqualTo(made.rankOf(kept.at(place)));
            }
        }
    }

    private record Waiting(NewEpoch trial, Halving standing) {}

    private List<Verdict.Resume> naive() {
        List<Waiting> due = new ArrayList<>();
        for (NewEpoch trial : waiting.values()) {
            if (Halving.isRung(study, RULE.min(), RULE.reduction(), trial.epoch())) {
                due.add(new Waiting(trial, Halving.at(study, curves.at(trial.epoch()), RULE.reduction(), trial)));
            }
        }
        return due.stream()
                .filter(it -> it.standing().isAmongTheBest())
                .sorted(Comparator.comparingInt((Waiting it) -> -it.trial().epoch())
                        .thenComparingInt(it -> it.standing().rank())
                        .thenComparing(it -> it.trial().trial()))
                .map(it -> new Verdict.Resume(
                        it.trial().trial(),
                        "asha_promote",
                        it.standing().numbers(),
                        it.standing().reason(study)))
                .toList();
    }
}
