package dev.trialstream.worker.replay;

import java.util.List;
import java.util.Map;

/**
 * A recorded curve.
 *
 * @param parameters that it was trained with: numbers, or texts if the column contains any
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
     * @param seconds duration; 0 if not recorded
     */
    public record Point(Map<String, Double> metrics, double seconds) {
        public Point {
            metrics = Map.copyOf(metrics);
        }
    }
}
