package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.study.Objective;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an attempt needs to know of a trial's curve: the metrics that it is scored by, and where the checkpoints are that
 * are still kept. It fits into a message, however many epochs and metrics there were.
 */
final class KnownCurve {
    /** Epochs before the last one whose checkpoints may still be there. */
    private static final int KEPT = 1000;

    private static final int POINT_BYTES = 60;
    private static final int NUMBER_BYTES = 30;

    private KnownCurve() {}

    static Curve of(Curve curve, Objective objective) {
        int best = curve.score(objective).map(Score::epoch).orElse(0);
        List<EpochPoint> points = new ArrayList<>();
        int bytes = 0;
        List<EpochPoint> all = curve.epochs();
        for (int i = all.size() - 1; i >= 0 && bytes <= MessageSizes.CURVE; i--) {
            EpochPoint point = all.get(i);
            boolean kept = point.epoch() == best || point.epoch() > curve.lastEpoch() - KEPT;
            EpochPoint known =
                    new EpochPoint(point.epoch(), scored(point, objective), kept ? point.checkpoint() : null);
            bytes += bytes(known);
            points.add(known);
        }
        Collections.reverse(points);
        return new Curve(points);
    }

    private static Map<String, Double> scored(EpochPoint point, Objective objective) {
        Map<String, Double> scored = new HashMap<>(point.metrics());
        scored.keySet().retainAll(List.of(objective.metric(), Curve.TIE_METRIC));
        return scored;
    }

    private static int bytes(EpochPoint point) {
        int metrics = point.metrics().keySet().stream()
                .mapToInt(name -> name.length() + NUMBER_BYTES)
                .sum();
        return POINT_BYTES
                + metrics
                + (point.checkpoint() == null ? 0 : point.checkpoint().length());
    }
}
