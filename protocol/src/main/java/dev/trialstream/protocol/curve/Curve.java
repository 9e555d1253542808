package dev.trialstream.protocol.curve;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trialstream.protocol.study.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The reported epochs of a trial, in order. */
public record Curve(@JsonValue List<EpochPoint> epochs) {
    /** Epochs that a smoothed value averages, including its own. */
    public static final int WINDOW = 3;

    /**
     * The metric that breaks ties. Not the trained loss: trials may train different losses, whose values cannot be
     * compared.
     */
    public static final String TIE_METRIC = "validation_log_loss";

    private static final Curve EMPTY = new Curve(List.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Curve {
        epochs = List.copyOf(epochs);
    }

    public static Curve empty() {
        return EMPTY;
    }

    /** This curve with one more epoch. An epoch that is not after the last one is a repeat and changes nothing. */
    public Curve plus(EpochPoint point) {
        if (point.epoch() <= lastEpoch()) {
            return this;
        }
        List<EpochPoint> longer = new ArrayList<>(epochs);
        longer.add(point);
        return new Curve(longer);
    }

    /**
     * This curve with the checkpoint of {@code point} in place of the one that it has for that epoch, which was trained
     * again.
     */
    public Curve kept(EpochPoint point) {
        return new Curve(epochs.stream()
                .map(known -> known.epoch() == point.epoch()
                        ? new EpochPoint(known.epoch(), known.metrics(), point.checkpoint())
                        : known)
                .toList());
    }

    public Curve upTo(int epoch) {
        return lastEpoch() <= epoch
                ? this
                : new Curve(
                        epochs.stream().filter(point -> point.epoch() <= epoch).toList());
    }

    /** The point of the last epoch reported. */
    public Optional<EpochPoint> last() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
    }

    /** The last reported epoch, 0 if there is none. */
    public int lastEpoch() {
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch();
    }

    public Optional<EpochPoint> at(int epoch) {
        return epochs.stream().filter(point -> point.epoch() == epoch).findFirst();
    }

    /**
     * The score of this curve under {@code objective}; empty if it has no finite value yet.
     *
     * <p>{@code smoothed_best} averages each epoch with up to two before it and takes the best mean; the first epoch is
     * its own mean. {@code best} and {@code last} use single epochs.
     */
    public Optional<Score> score(Objective objective) {
        int window = objective.at() == Objective.At.SMOOTHED_BEST ? WINDOW : 1;
        int first = objective.at() == Objective.At.LAST ? epochs.size() - 1 : 0;
        Comparator<Score> betterFirst = Score.betterFirst(objective.direction());
        Score best = null;
        for (int last = Math.max(0, first); last < epochs.size(); last++) {
            List<EpochPoint> averaged = epochs.subList(Math.max(0, last - window + 1), last + 1);
            double value = mean(averaged, objective.metric());
            if (!Double.isFinite(value)) {
                continue;
            }
            double tie = mean(averaged, TIE_METRIC);
            Score score = new Score(
                    value,
                    Double.isNaN(tie) ? Double.POSITIVE_INFINITY : tie,
                    epochs.get(last).epoch());
            if (best == null || betterFirst.compare(score, best) < 0) {
                best = score;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A plain loop, because this runs for every epoch of every trial. */
    private static double mean(List<EpochPoint> points, String metric) {
        double sum = 0;
        for (EpochPoint point : points) {
            sum += point.metric(metric);
        }
        return points.isEmpty() ? Double.NaN : sum / points.size();
    }
}
