package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds versions of the best. Metrics are sorted by name, so that the same best has the same bytes. */
final class BestFactory {
    /** Of a number, with the punctuation around it and its name. */
    private static final int MOST_DIGITS = 30;

    /** Of a point without trial and values. */
    private static final int POINT_BYTES = 60;

    private BestFactory() {}

    static Best of(
            HistoryEvent cause,
            @Nullable Best before,
            List<Best.Point> front,
            Best.Status status,
            JudgedTrial trial,
            Score score,
            Best.@Nullable Confirmed confirmed) {
        EpochPoint point = trial.shown().at(score.epoch()).orElseThrow();
        return new Best(
                cause.study(),
                before == null ? 1 : before.version() + 1,
                status,
                trial.trial(),
                score.value(),
                score.epoch(),
                trial.log().parameters(),
                new TreeMap<>(point.metrics()),
                point.checkpoint(),
                null,
                confirmed,
                null,
                cause.id(),
                cause.time(),
                before == null ? List.of() : before.historyOfNext(),
                front);
    }

    /**
     * A front that fits into a message: if there are too many points, evenly spaced ones, with both ends.
     *
     * @param front best by the first objective first
     */
    static List<Best.Point> fitting(List<Best.Point> front) {
        if (front.size() < 2) {
            return front;
        }
        int bytes = front.stream().mapToInt(BestFactory::mostBytes).max().orElse(1);
        int most = Math.max(2, MessageSizes.FRONT / bytes);
        return front.size() <= most
                ? front
                : IntStream.range(0, most)
                        .mapToObj(i -> front.get((int) ((long) i * (front.size() - 1) / (most - 1))))
                        .toList();
    }

    private static int mostBytes(Best.Point point) {
        int values = point.values().keySet().stream()
                .mapToInt(name -> name.length() + MOST_DIGITS)
                .sum();
        return POINT_BYTES + point.trial().length() + values;
    }

    /** {@code promoted} with its model; the delivery's metrics replace those of the epoch. */
    static Best delivered(HistoryEvent cause, Best promoted, Fact.Delivered delivered) {
        Map<String, Double> metrics = new TreeMap<>(promoted.metrics());
        metrics.putAll(delivered.metrics());
        return new Best(
                promoted.study(),
                promoted.version() + 1,
                Best.Status.DELIVERED,
                promoted.trial(),
                promoted.value(),
                promoted.epoch(),
                promoted.parameters(),
                metrics,
                promoted.checkpoint(),
                delivered.model(),
                promoted.confirmed(),
                delivered.data(),
                cause.id(),
                cause.time(),
                promoted.historyOfNext(),
                promoted.front());
    }
}
