package dev.trialstream.cli.survival;

import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The result of a search, for comparison with another one. */
final class Curves {
    private Curves() {}

    /** The curve of every trial of the search, by its number and how it ended, without where its checkpoints lie. */
    static Map<String, List<EpochPoint>> of(Observer observer) {
        Map<String, List<EpochPoint>> curves = new TreeMap<>();
        for (TrialLog trial : observer.log().trials(Role.SEARCH)) {
            curves.put(
                    trial.number() + " " + trial.parameters() + " " + trial.state() + " " + trial.failure(),
                    trial.curve().epochs().stream()
                            .map(point -> new EpochPoint(point.epoch(), point.metrics(), null))
                            .toList());
        }
        return curves;
    }
}
