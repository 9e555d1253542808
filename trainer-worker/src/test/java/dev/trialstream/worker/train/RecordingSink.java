package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps what a training reports; a decision stands from when {@code stop} says so. */
final class RecordingSink implements EpochSink {
    static final Decision STOP =
            new Decision("d", Decision.Type.STOP, "s", "s.1", 1, null, 1, "asha", Map.of(), "weak", "e", Instant.EPOCH);

    private final Predicate<RecordingSink> stop;
    private final List<EpochReport> reports = new ArrayList<>();
    private int asked;
    private int askedInThisEpoch;

    private RecordingSink(Predicate<RecordingSink> stop) {
        this.stop = stop;
    }

    static RecordingSink neverStopping() {
        return new RecordingSink(sink -> false);
    }

    /** Stands once {@code epochs} are reported. */
    static RecordingSink stoppingAfter(int epochs) {
        return new RecordingSink(sink -> sink.reports.size() >= epochs);
    }

    /** Stands from the {@code steps}-th question after the {@code epochs}-th report. */
    static RecordingSink stoppingAfter(int epochs, int steps) {
        return new RecordingSink(sink -> sink.reports.size() >= epochs && sink.askedInThisEpoch >= steps);
    }

    @Override
    public void epoch(EpochReport report) {
        reports.add(report);
        askedInThisEpoch = 0;
    }

    @Override
    public Optional<Decision> verdict() {
        asked++;
        askedInThisEpoch++;
        return stop.test(this) ? Optional.of(STOP) : Optional.empty();
    }

    int asked() {
        return asked;
    }

    List<EpochReport> reports() {
        return reports;
    }

    List<Integer> epochs() {
        return reports.stream().map(EpochReport::epoch).toList();
    }

    List<Map<String, Double>> metrics() {
        return reports.stream().map(EpochReport::metrics).toList();
    }

    byte[] checkpoint(int epoch) {
        return reports.get(epoch - 1).checkpoint();
    }
}
