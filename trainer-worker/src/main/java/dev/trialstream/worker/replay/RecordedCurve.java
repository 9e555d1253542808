package dev.trialstream.worker.replay;

import java.util.List;
import java.util.Map;

/**
 * A recorded curve.
 *
 * @param parameters that it was trained with: numbers, or texts where the column holds any
 * @param epochs from the first
 */
record RecordedCurve(String id, Map<String, Object> parameters, List<Point> epochs) {
    RecordedCurve {
        parameters = Map.copyOf(parameters);
        epochs = List.copyOf(epochs);
    }

    /**
     * One epoch.
     *
     * @param seconds that it took; 0 where that was not recorded
     */
    record Point(Map<String, Double> metrics, double seconds) {
        Point {
            metrics = Map.copyOf(metrics);
        }
    }
}
