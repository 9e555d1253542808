package dev.trialstream.training.prepare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.training.data.Cells;
import dev.trialstream.training.data.Column;
import dev.trialstream.training.data.Dataset;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.Labels;
import dev.trialstream.training.data.MissingMarks;
import dev.trialstream.training.data.Pictures;
import dev.trialstream.training.data.Quantities;
import dev.trialstream.training.data.SeriesSet;
import dev.trialstream.training.data.Target;
import dev.trialstream.training.plan.InputShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The transformation from a raw row to a network's input, and from its outputs to an answer, fitted on the training
 * rows only. It is delivered as JSON with a model.
 *
 * @param scaling of the numeric columns, or of the pixels
 * @param columns the input encodings in the order of their values; empty for images and series
 * @param image encoding of images; otherwise null
 * @param series encoding of series; otherwise null
 * @param missing the study's own marks of missing values; null: none
 */
public record Preparation(
        OutputMeaning outputs,
        Scaling scaling,
        List<Encoding> columns,
        @Nullable ImageEncoding image,
        @Nullable SeriesEncoding series,
        @Nullable List<String> missing) {

    public Preparation {
        Objects.requireNonNull(outputs);
        columns = List.copyOf(columns);
    }

    /** For rows with columns. */
    public Preparation(OutputMeaning outputs, Scaling scaling, List<Encoding> columns) {
        this(outputs, scaling, columns, null, null, null);
    }

    /** @param trainingRows the rows to fit on */
    public static Preparation fit(Examples data, int[] trainingRows, Recipe recipe) {
        OutputMeaning outputs = OutputMeaning.fit(data, trainingRows);
        if (data instanceof Pictures pictures) {
            return new Preparation(
                    outputs,
                    recipe.scaling(),
                    List.of(),
                    ImageEncoding.fit(pictures, trainingRows, recipe),
                    null,
                    null);
        } else if (data instanceof SeriesSet set) {
            return new Preparation(
                    outputs,
                    recipe.scaling(),
                    List.of(),
                    null,
                    SeriesEncoding.fit(set, trainingRows, recipe),
                    set.marks().own());
        }
        List<Encoding> columns = ((Dataset) data)
                .inputs().stream()
                        .map(column -> fit(column, trainingRows, recipe))
                        .filter(encoding -> encoding.width() > 0)
                        .toList();
        return new Preparation(
                outputs,
                recipe.scaling(),
                columns,
                null,
                null,
                ((Dataset) data).marks().own());
    }

    /** The marks of missing values in new rows. */
    public MissingMarks marks() {
        return MissingMarks.with(missing);
    }

    /** Whether {@code other}, which may be an older one, prepares every row as this one does. */
    public boolean preparesLike(Preparation other) {
        return withoutRanges().equals(other.withoutRanges());
    }

    private Preparation withoutRanges() {
        List<Encoding> bare = columns.stream()
                .map(encoding -> encoding instanceof NumericEncoding numeric ? numeric.withoutRange() : encoding)
                .toList();
        return new Preparation(outputs, scaling, bare, image, series == null ? null : series.withoutRanges(), missing);
    }

    /** The layout of a row. */
    InputShape shape() {
        if (image != null) {
            return new InputShape.Image(image.channels(), image.height(), image.width());
        }
        return series == null
                ? new InputShape.Flat(columnsWidth())
                : new InputShape.Series(series.features(), series.steps());
    }

    private static Encoding fit(Column column, int[] rows, Recipe recipe) {
        return column.kind() == Kind.NUMERIC
                ? NumericEncoding.fit(column, rows, recipe)
                : CategoricalEncoding.fit(column, rows, recipe);
    }

    /** Width of the network's input. */
    @JsonIgnore
    public int width() {
        return shape().size();
    }

    private int columnsWidth() {
        return columns.stream().mapToInt(Encoding::width).sum();
    }

    /**
     * Prepares one row.
     *
     * @param row text by column name; an absent column counts as missing, others are ignored
     * @throws IllegalArgumentException if a numeric column contains something else
     */
    public float[] apply(Map<String, String> row) {
        return apply(row, marks());
    }

    /**
     * Like {@link #apply(Map)}, for many rows.
     *
     * @param marks those of {@link #marks}
     */
    public float[] apply(Map<String, String> row, MissingMarks marks) {
        float[] features = new float[width()];
        int at = 0;
        for (Encoding encoding : columns) {
            String text = Cells.strip(row.getOrDefault(encoding.column(), ""));
            encoding.encode(encoding.lacks(text, marks) ? null : text, features, at);
            at += encoding.width();
        }
        return features;
    }

    /** Name of the column that a feature comes from; for images, what it is. */
    public String sourceOf(int feature) {
        if (image != null) {
            return "pixel";
        } else if (series != null) {
            return series.sourceOf(feature);
        }
        int at = 0;
        for (Encoding encoding : columns) {
            at += encoding.width();
            if (feature < at) {
                return encoding.column();
            }
        }
        throw new IndexOutOfBoundsException(feature);
    }

    /**
     * Prepares one image.
     *
     * @param pixels of an image with the size of {@link #image}
     */
    public float[] apply(byte[] pixels) {
        float[] features = new float[width()];
        Objects.requireNonNull(image).encode(pixels, features, 0);
        return features;
    }

    /** Prepares one series; its columns must be those of {@link #series}. */
    public float[] apply(SeriesSet.Series one) {
        float[] features = new float[width()];
        Objects.requireNonNull(series).encode(one, features, 0);
        return features;
    }

    /** The given {@code rows} of {@code data}, one after the other. */
    PreparedRows apply(Examples data, int[] rows) {
        float[] features = new float[Math.multiplyExact(rows.length, width())];
        if (data instanceof Pictures pictures) {
            for (int i = 0; i < rows.length; i++) {
                Objects.requireNonNull(image).encode(pictures.pixels()[rows[i]], features, i * width());
            }
        } else if (data instanceof SeriesSet set) {
            return apply(set, Objects.requireNonNull(series), rows, features);
        } else {
            encode((Dataset) data, rows, features);
        }
        return new PreparedRows(features, answers(data.target(), rows), width());
    }

    private PreparedRows apply(SeriesSet set, SeriesEncoding encoding, int[] rows, float[] features) {
        int[] lengths = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            SeriesSet.Series one = set.series().get(rows[i]);
            encoding.encode(one, features, i * width());
            lengths[i] = encoding.length(one);
        }
        return new PreparedRows(features, answers(set.target(), rows), width(), lengths, null);
    }

    private void encode(Dataset data, int[] rows, float[] features) {
        Map<String, Column> byName = data.inputs().stream().collect(Collectors.toMap(Column::name, column -> column));
        int width = width();
        int at = 0;
        for (Encoding encoding : columns) {
            encode(encoding, Objects.requireNonNull(byName.get(encoding.column())), rows, features, at, width);
            at += encoding.width();
        }
    }

    private TargetEncoding answers(Target target, int[] rows) {
        return target instanceof Labels labels
                ? new TargetEncoding.Classes(
                        Arrays.stream(rows).map(labels::classOf).toArray(), outputs.width())
                : new TargetEncoding.Numbers(
                        Arrays.stream(rows)
                                .mapToDouble(((Quantities) target)::valueOf)
                                .toArray(),
                        ((OutputMeaning.Quantity) outputs).scale());
    }

    private static void encode(Encoding encoding, Column column, int[] rows, float[] features, int at, int width) {
        if (encoding instanceof NumericEncoding numeric) {
            for (int i = 0; i < rows.length; i++) {
                numeric.encode(column.number(rows[i]), features, i * width + at);
            }
        } else {
            encodeTexts(encoding, column, rows, features, at, width);
        }
    }

    /** Encodes every distinct text once, however many rows contain it. */
    private static void encodeTexts(Encoding encoding, Column column, int[] rows, float[] features, int at, int width) {
        int own = encoding.width();
        int missing = column.values().size();
        float[] ofCode = new float[(missing + 1) * own];
        for (int code = 0; code < missing; code++) {
            encoding.encode(column.values().get(code), ofCode, code * own);
        }
        encoding.encode(null, ofCode, missing * own);
        for (int i = 0; i < rows.length; i++) {
            int code = column.code(rows[i]) == Column.MISSING ? missing : column.code(rows[i]);
            System.arraycopy(ofCode, code * own, features, i * width + at, own);
        }
    }
}
