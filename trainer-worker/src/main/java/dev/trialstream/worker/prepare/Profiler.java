package dev.trialstream.worker.prepare;

import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.worker.data.BadData;
import dev.trialstream.worker.data.Column;
import dev.trialstream.worker.data.Dataset;
import dev.trialstream.worker.data.Examples;
import dev.trialstream.worker.data.Labels;
import dev.trialstream.worker.data.Parts;
import dev.trialstream.worker.data.Quantities;
import dev.trialstream.worker.data.Splitter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads data once and says what they are. */
public final class Profiler {
    private Profiler() {}

    /**
     * @param file where {@code spec} lies on this machine
     * @throws BadData where the file cannot be read, learnt from or parted
     */
    public static DataProfile profile(Path file, DataSpec spec) {
        Dataset data = (Dataset) Examples.read(file, spec);
        Parts parts = Splitter.split(data, spec.split(), RowUse.AS_SPLIT);
        int distinct = (int) Arrays.stream(data.groups()).distinct().count();
        return new DataProfile(
                data.sha256(),
                data.target().task(),
                data.rows(),
                data.rows() - distinct,
                data.inputs().stream().map(Profiler::profile).toList(),
                data.target() instanceof Labels labels ? labels.counts() : Map.of(),
                // The width is the same whatever the scaling.
                Preparation.fit(data, parts.train(), Recipe.scaled(Scaling.NONE))
                        .width(),
                parts.train().length,
                parts.validation().length,
                parts.test().length,
                data.target() instanceof Quantities quantities ? quantities.summary() : null);
    }

    private static DataProfile.ColumnProfile profile(Column column) {
        Kind kind = column.kind();
        return new DataProfile.ColumnProfile(
                column.name(),
                kind,
                column.missing(),
                column.distinct(),
                kind == Kind.NUMERIC ? numbers(column) : null);
    }

    private static DataProfile.NumberSummary numbers(Column column) {
        double[] values = IntStream.range(0, column.rows())
                .mapToDouble(column::number)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        Moments moments = Moments.of(values);
        return new DataProfile.NumberSummary(
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0),
                moments.mean(),
                moments.sd(),
                moments.skewness());
    }
}
