package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective;
import java.util.HashMap;
import java.util.Map;

/** The curves of a study, with a {@link Rung} for each epoch that was ever asked about. */
public final class CurveIndex implements Curves {
    private final Objective objective;
    private final Map<String, Curve> curves = new HashMap<>();
    private final Map<Integer, SortedRung> rungs = new HashMap<>();

    public CurveIndex(Objective objective) {
        this.objective = objective;
    }

    /** Takes in the curve of a trial: the one it had with further epochs at its end, or cut short. */
    public void put(String trial, Curve curve) {
        Curve before = curve.epochs().isEmpty() ? curves.remove(trial) : curves.put(trial, curve);
        int known = before == null ? 0 : before.lastEpoch();
        if (curve.lastEpoch() < known) {
            rungs.clear(); // rare enough for the next question to start from the curves again
            return;
        }
        rungs.forEach((epoch, rung) -> {
            if (epoch > known) {
                record(curve, epoch, rung);
            }
        });
    }

    @Override
    public Rung at(int epoch) {
        return rungs.computeIfAbsent(epoch, this::gather);
    }

    private SortedRung gather(int epoch) {
        SortedRung rung = new SortedRung(Score.betterFirst(objective.direction()));
        curves.values().forEach(curve -> record(curve, epoch, rung));
        return rung;
    }

    private void record(Curve curve, int epoch, SortedRung rung) {
        if (curve.at(epoch).isPresent()) {
            rung.add(curve.upTo(epoch).score(objective));
        }
    }
}
