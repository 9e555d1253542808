package dev.trialstream.training.predict;

import dev.trialstream.training.data.Cells;
import dev.trialstream.training.data.MissingMarks;
import dev.trialstream.training.prepare.CategoricalEncoding;
import dev.trialstream.training.prepare.Encoding;
import dev.trialstream.training.prepare.NumericEncoding;
import dev.trialstream.training.prepare.Preparation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the cells of new rows that the training rows do not prepare a model for. */
final class RowNotes {
    private final Preparation preparation;
    private final MissingMarks marks;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    private static final class Tally {
        private final int line;
        private final String text;
        private int rows;

        private Tally(int line, String text) {
            this.line = line;
            this.text = text;
        }
    }

    RowNotes(Preparation preparation, MissingMarks marks) {
        this.preparation = preparation;
        this.marks = marks;
    }

    void add(Map<String, String> row, int line) {
        for (Encoding encoding : preparation.columns()) {
            String text = Cells.strip(row.getOrDefault(encoding.column(), ""));
            if (encoding.lacks(text, marks)) {
                if (encoding instanceof NumericEncoding && !marks.amongNumbers(text)) {
                    count(encoding, "a text that is no number as in training, which counts as missing", line, text);
                } else if (!indicates(encoding)) {
                    count(encoding, "no value, as no training row had", line, text);
                }
            } else if (encoding instanceof CategoricalEncoding category && !category.knows(text)) {
                count(encoding, "a category that no training row had", line, text);
            } else if (encoding instanceof NumericEncoding number && number.isFar(text)) {
                count(encoding, "a number far from those of the training rows", line, text);
            }
        }
    }

    private static boolean indicates(Encoding encoding) {
        return encoding instanceof NumericEncoding number
                ? number.indicator()
                : ((CategoricalEncoding) encoding).indicator();
    }

    private void count(Encoding encoding, String what, int line, String text) {
        tallies.computeIfAbsent(encoding.column() + " with " + what, any -> new Tally(line, text)).rows++;
    }

    /** @param columns of the file */
    List<String> lines(List<String> columns) {
        List<String> lines = new ArrayList<>();
        Set<String> known = new HashSet<>();
        preparation.columns().forEach(encoding -> known.add(encoding.column()));
        known.add(preparation.outputs().target());
        List<String> ignored =
                columns.stream().filter(name -> !known.contains(name)).toList();
        if (!ignored.isEmpty()) {
            lines.add("no input of the model: " + String.join(", ", ignored));
        }
        tallies.forEach((what, tally) -> lines.add(tally.rows + (tally.rows == 1 ? " row" : " rows") + " of column "
                + what + ", the first in line " + tally.line + (tally.text.isEmpty() ? "" : ": " + tally.text)));
        return lines;
    }
}
