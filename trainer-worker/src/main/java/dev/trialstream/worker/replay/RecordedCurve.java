package dev.trialstream.worker.replay;

import java.util.List;
import java.util.Map;

/**
 * A recorded curve.
 *
 * @param parameters that it was trained with: numbers, or texts where the column holds any
 * @param epochs from the first
 */
public record RecordedCurve(String id, Map<String, Object> parameters, List<Point> epochs) {
    public RecordedCurve {
        parameters = Map.copyOf(parameters);
        epochs = List.copyOf(epochs);
    }

    /**
     * One epoch.
     *
     * @param seconds that it took; 0 where that was not recorded
     */
    public record Point(Map<String, Double> metrics, double seconds) {
        public Point {
            metrics = Map.copyOf(metrics);
        }
    }
}
