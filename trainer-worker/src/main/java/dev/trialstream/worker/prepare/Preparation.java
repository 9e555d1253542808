package dev.trialstream.worker.prepare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.worker.data.Column;
import dev.trialstream.worker.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Everything that stands between a row as text and the input of a network, fitted on the training rows alone. As JSON
 * it is delivered beside a model.
 *
 * @param target name of the predicted column
 * @param labels of the classes, in the order of the network's outputs
 * @param scaling of the numeric columns
 * @param columns the inputs, in the order in which their numbers follow one another
 */
public record Preparation(String target, List<String> labels, Scaling scaling, List<Encoding> columns) {

    public Preparation {
        labels = List.copyOf(labels);
        columns = List.copyOf(columns);
    }

    /** @param trainingRows the rows to take statistics of */
    public static Preparation fit(Dataset data, int[] trainingRows, Scaling scaling) {
        List<Encoding> columns = data.inputs().stream()
                .map(column -> fit(column, trainingRows, scaling))
                .filter(encoding -> encoding.width() > 0)
                .toList();
        return new Preparation(data.labels().column(), data.labels().names(), scaling, columns);
    }

    private static Encoding fit(Column column, int[] rows, Scaling scaling) {
        return column.kind() == Kind.NUMERIC
                ? NumericEncoding.fit(column, rows, scaling)
                : CategoricalEncoding.fit(column, rows);
    }

    /** Width of the network's input. */
    @JsonIgnore
    public int width() {
        return columns.stream().mapToInt(Encoding::width).sum();
    }

    /**
     * One row as the network takes it.
     *
     * @param row text by column name; a column that is absent counts as missing, others are ignored
     * @throws IllegalArgumentException where a numeric column holds something else
     */
    public float[] apply(Map<String, String> row) {
        float[] features = new float[width()];
        int at = 0;
        for (Encoding encoding : columns) {
            String text = row.getOrDefault(encoding.column(), "").strip();
            encoding.encode(Column.isMissing(text) ? null : text, features, at);
            at += encoding.width();
        }
        return features;
    }

    /** The rows of {@code data} that {@code rows} names, one after the other. */
    PreparedRows apply(Dataset data, int[] rows) {
        Map<String, Column> byName = data.inputs().stream().collect(Collectors.toMap(Column::name, column -> column));
        int width = width();
        float[] features = new float[Math.multiplyExact(rows.length, width)];
        int at = 0;
        for (Encoding encoding : columns) {
            encode(encoding, Objects.requireNonNull(byName.get(encoding.column())), rows, features, at, width);
            at += encoding.width();
        }
        int[] labels = Arrays.stream(rows).map(data.labels()::classOf).toArray();
        return new PreparedRows(features, labels, width);
    }

    /** Every different text is encoded once, however many rows hold it. */
    private static void encode(Encoding encoding, Column column, int[] rows, float[] features, int at, int width) {
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
