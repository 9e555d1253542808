package dev.trialstream.training.prepare;

import dev.trialstream.training.data.Column;
import dev.trialstream.training.data.SeriesSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Series of numbers. Each column is encoded like a numeric column, with statistics of the steps of the training rows.
 * The values of a row are stored column by column, each over the steps from the first. A shorter series ends in zeros;
 * of a longer one the latest steps are used.
 *
 * @param columns in the order of their values
 * @param steps of the longest series of the training rows
 */
public record SeriesEncoding(List<NumericEncoding> columns, int steps) {

    public SeriesEncoding {
        columns = List.copyOf(columns);
    }

    static SeriesEncoding fit(SeriesSet data, int[] rows, Recipe recipe) {
        List<NumericEncoding> columns = new ArrayList<>();
        for (int i = 0; i < data.columns().size(); i++) {
            int index = i;
            double[] values = IntStream.of(rows)
                    .mapToObj(row -> data.series().get(row).values()[index])
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            Column column = Column.ofNumbers(data.columns().get(i), values);
            columns.add(NumericEncoding.fit(
                    column, IntStream.range(0, values.length).toArray(), recipe));
        }
        int steps = IntStream.of(rows)
                .map(row -> data.series().get(row).steps())
                .max()
                .orElse(1);
        return new SeriesEncoding(columns, steps);
    }

    SeriesEncoding withoutRanges() {
        return new SeriesEncoding(
                columns.stream().map(NumericEncoding::withoutRange).toList(), steps);
    }

    /** Number of values per step. */
    int features() {
        return columns.stream().mapToInt(Encoding::width).sum();
    }

    /** Name of the column that a feature of a row comes from. */
    String sourceOf(int feature) {
        int at = 0;
        for (NumericEncoding column : columns) {
            at += column.width() * steps;
            if (feature < at) {
                return column.column();
            }
        }
        throw new IndexOutOfBoundsException(feature);
    }

    /** Number of steps of the series that are used. */
    public int length(SeriesSet.Series series) {
        return Math.min(steps, series.steps());
    }

    /** Writes the series into {@code features} from {@code at} on; all of these are 0 before. */
    void encode(SeriesSet.Series series, float[] features, int at) {
        int skipped = series.steps() - length(series);
        int feature = 0;
        float[] encoded = new float[2];
        for (int i = 0; i < columns.size(); i++) {
            NumericEncoding column = columns.get(i);
            for (int step = 0; step < length(series); step++) {
                encoded[1] = 0;
                column.encode(series.values()[i][skipped + step], encoded, 0);
                for (int part = 0; part < column.width(); part++) {
                    features[at + (feature + part) * steps + step] = encoded[part];
                }
            }
            feature += column.width();
        }
    }
}
