package dev.trialstream.cli.exchange.optuna;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A time span. */
record Span(Instant start, Instant end) {

    /** Of all trials together: from the earliest to the latest time in any of them. */
    static Span of(List<OptunaStudy.Trial> trials, ZoneId zone) {
        List<Instant> times = trials.stream()
                .flatMap(trial -> Stream.of(Optional.ofNullable(trial.start()), Optional.ofNullable(trial.end())))
                .flatMap(Optional::stream)
                .map(time -> instant(time, zone))
                .sorted()
                .toList();
        return times.isEmpty()
                ? new Span(Instant.EPOCH, Instant.EPOCH)
                : new Span(times.get(0), times.get(times.size() - 1));
    }

    /** Of a trial within the study's span: a missing end is that of the study, a missing start is the trial's end. */
    Span of(OptunaStudy.Trial trial, ZoneId zone) {
        Instant last = trial.end() == null ? end : instant(trial.end(), zone);
        Instant first = instant(Objects.requireNonNullElse(trial.start(), LocalDateTime.ofInstant(last, zone)), zone);
        return new Span(first, last.isBefore(first) ? first : last);
    }

    Duration length() {
        return Duration.between(start, end);
    }

    /** End of part {@code k} of {@code n} equal parts. */
    Instant part(int k, int n) {
        return start.plus(length().multipliedBy(k).dividedBy(n));
    }

    private static Instant instant(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).toInstant();
    }
}
