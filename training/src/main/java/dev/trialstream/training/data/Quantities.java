package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataProfile;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;

/** A number for each row, in the unit of the file. */
public final class Quantities implements Target {
    private final String column;
    private final double[] values;

    private Quantities(String column, double[] values) {
        this.column = column;
        this.values = values;
    }

    /** The numbers of a column that contains only numbers, without missing values. */
    static Quantities of(Column target) {
        return new Quantities(
                target.name(),
                IntStream.range(0, target.rows()).mapToDouble(target::number).toArray());
    }

    @Override
    public String column() {
        return column;
    }

    @Override
    public int rows() {
        return values.length;
    }

    public double valueOf(int row) {
        return values[row];
    }

    /** Over all rows; the standard deviation has divisor n. */
    public DataProfile.TargetSummary summary() {
        DoubleSummaryStatistics all = Arrays.stream(values).summaryStatistics();
        double mean = all.getAverage();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return new DataProfile.TargetSummary(all.getMin(), all.getMax(), mean, Math.sqrt(variance));
    }
}
