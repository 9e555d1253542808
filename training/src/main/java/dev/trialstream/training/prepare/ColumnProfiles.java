package dev.trialstream.training.prepare;

import dev.trialstream.protocol.study.DataProfile.ColumnProfile;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.DataProfile.NumberSummary;
import dev.trialstream.training.data.Column;
import dev.trialstream.training.data.Dataset;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.Pictures;
import dev.trialstream.training.data.SeriesSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Profiles the columns of a table, the channels of images, or the quantities of series. */
final class ColumnProfiles {
    private static final int TONES = 256;
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private ColumnProfiles() {}

    static List<ColumnProfile> of(Examples data) {
        if (data instanceof Dataset table) {
            return table.inputs().stream().map(ColumnProfiles::of).toList();
        } else if (data instanceof Pictures pictures) {
            return IntStream.range(0, pictures.size().channels())
                    .mapToObj(channel -> of(pictures, channel))
                    .toList();
        }
        SeriesSet series = (SeriesSet) data;
        return IntStream.range(0, series.columns().size())
                .mapToObj(column -> of(series, column))
                .toList();
    }

    private static ColumnProfile of(Column column) {
        Kind kind = column.kind();
        NumberSummary numbers = kind == Kind.NUMERIC
                ? summary(known(IntStream.range(0, column.rows()).mapToDouble(column::number)))
                : null;
        return new ColumnProfile(column.name(), kind, column.missing(), column.distinct(), numbers, column.note());
    }

    private static ColumnProfile of(SeriesSet data, int column) {
        double[] known = known(data.series().stream()
                .flatMapToDouble(series -> Arrays.stream(series.values()[column], 0, series.steps())));
        int steps = data.series().stream().mapToInt(SeriesSet.Series::steps).sum();
        NumberSummary summary = summary(known);
        Arrays.sort(known);
        int distinct = (int) IntStream.range(0, known.length)
                .filter(i -> i == 0 || known[i] != known[i - 1])
                .count();
        return new ColumnProfile(data.columns().get(column), Kind.NUMERIC, steps - known.length, distinct, summary);
    }

    private static double[] known(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value)).toArray();
    }

    private static NumberSummary summary(double[] values) {
        Moments moments = Moments.of(values);
        return new NumberSummary(
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0),
                moments.mean(),
                moments.sd(),
                moments.skewness());
    }

    /** From the counts of the 256 values, because the pixels as numbers may exceed the memory. */
    private static ColumnProfile of(Pictures pictures, int channel) {
        Pictures.Size size = pictures.size();
        int area = size.height() * size.width();
        long[] counts = new long[TONES];
        for (byte[] image : pictures.pixels()) {
            for (int pixel = channel * area; pixel < (channel + 1) * area; pixel++) {
                counts[Byte.toUnsignedInt(image[pixel])]++;
            }
        }
        int[] tones = IntStream.range(0, TONES).filter(tone -> counts[tone] > 0).toArray();
        Moments moments = Moments.of(counts);
        return new ColumnProfile(
                size.channels() == 1 ? "grey" : COLOURS.get(channel),
                Kind.NUMERIC,
                0,
                tones.length,
                new NumberSummary(tones[0], tones[tones.length - 1], moments.mean(), moments.sd(), moments.skewness()));
    }
}
