package dev.trialstream.cli.replay;

import dev.trialstream.cli.UserError;
import dev.trialstream.policy.whatif.Recorded;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Judging;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.BadData;
import dev.trialstream.worker.replay.CurveReader;
import dev.trialstream.worker.replay.RecordedCurve;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Curves recorded elsewhere, in the file format of {@code trainer: replay}. */
record CurvesFile(List<Recorded> trials) {
    CurvesFile {
        trials = List.copyOf(trials);
    }

    /** @throws UserError if the file is not valid */
    static CurvesFile read(Path file) {
        try {
            return new CurvesFile(CurveReader.read(file).values().stream()
                    .map(CurvesFile::recorded)
                    .toList());
        } catch (BadData e) {
            throw UserError.badInput("--curves: " + e.getMessage());
        }
    }

    private static Recorded recorded(RecordedCurve curve) {
        List<EpochPoint> points = new ArrayList<>();
        for (RecordedCurve.Point point : curve.epochs()) {
            points.add(new EpochPoint(points.size() + 1, point.metrics(), null));
        }
        return new Recorded(
                curve.id(),
                new Curve(points),
                curve.epochs().stream()
                        .mapToDouble(RecordedCurve.Point::seconds)
                        .toArray());
    }

    int epochs() {
        return trials.stream()
                .mapToInt(trial -> trial.curve().lastEpoch())
                .max()
                .orElse(0);
    }

    /**
     * The metric for the rules.
     *
     * @param named by the user; otherwise that of the file if it has only one
     */
    String metric(@org.jspecify.annotations.Nullable String named) {
        Set<String> metrics = new java.util.TreeSet<>();
        trials.forEach(trial -> trial.curve()
                .epochs()
                .forEach(point -> metrics.addAll(point.metrics().keySet())));
        if (named == null && metrics.size() == 1) {
            return metrics.iterator().next();
        }
        if (named == null || !metrics.contains(named)) {
            throw UserError.badInput("--metric: expected one of " + String.join(", ", metrics)
                    + (named == null ? ", of which the file has several" : ", got " + named));
        }
        return named;
    }

    /** A study with these trials. */
    Study study(Objective objective, StoppingSpec stopping, double holdout) {
        return Study.of(Study.builder(
                        "recorded",
                        TrainerSpec.replay("curves", 0),
                        objective,
                        new SearchSpec("random", 1),
                        stopping,
                        new Budget(trials.size(), epochs(), null, 1))
                .judging(new Judging(List.of(), holdout))
                .build());
    }
}
